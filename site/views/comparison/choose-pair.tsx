/** What is compared: a suite, two of the models that were measured on it, a metric. */
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { fraction } from "../../format.ts";
import { Choice } from "../../parts/choice.tsx";
import { titleOf } from "../../parts/metrics.ts";
import { SuiteSelect } from "../../parts/suite-select.tsx";
import { NO_FILTER } from "./filter-examples.ts";
import { type Asked, bestFirst, type Measured } from "./pair.ts";

type Runs = Measured extends ReadonlyMap<string, infer Some> ? Some : never;

interface Props {
  /** With what the address leaves open filled in. */
  asked: Asked;
  metric: string | null;
  suites: readonly SuiteSummary[];
  measured: Measured;
  change: (change: Change, push?: boolean) => void;
}

export function ChoosePair({ asked: { suite, a, b }, metric, suites, measured, change }: Props) {
  const models = (suite !== null && measured.get(suite)) || [];
  const metrics = suites.find(({ id }) => id === suite)?.metrics ?? [];
  const anew = { ...NO_FILTER, by: null, run_a: null, run_b: null };
  const isOn = (id: string, model: string | null) => measured.get(id)?.some((run) => run.model === model) ?? false;
  const choose = (pair: { a: string | null; b: string | null }) => change({ ...anew, suite, metric, ...pair }, true);
  return (
    <form class="fields" aria-label="What is compared" onSubmit={(event) => event.preventDefault()}>
      <SuiteSelect
        label="Suite"
        value={suite}
        suites={suites}
        models={measured}
        least={2}
        onChoose={(id) =>
          change({ ...anew, suite: id, metric: null, a: isOn(id, a) ? a : null, b: isOn(id, b) ? b : null }, true)
        }
      />
      <Choice label="Model A" value={a} options={scored(models)} onChoose={(model) => choose({ a: model, b })} />
      <Choice label="Model B" value={b} options={scored(models)} onChoose={(model) => choose({ a, b: model })} />
      <button type="button" onClick={() => choose({ a: b, b: a })} disabled={a === null || b === null}>
        Swap
      </button>
      {metrics.length > 1 && (
        <Choice
          label="By"
          value={metric ?? metrics[0]!}
          options={metrics.map((name) => [name, titleOf(name as MetricName)])}
          onChoose={(name) => change({ metric: name }, true)}
        />
      )}
    </form>
  );
}

/** The best first, each with its score. */
const scored = (runs: Runs): [string, string][] =>
  bestFirst(runs).map(({ model, metrics, primary }) => [model, `${model} (${fraction(metrics[primary]?.value)})`]);
