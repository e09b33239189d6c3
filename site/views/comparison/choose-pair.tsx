/** What is compared: a suite, two of the models that were measured on it, a metric. */
import { useId } from "preact/hooks";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { fraction } from "../../format.ts";
import { titleOf } from "../../parts/metrics.ts";
import { SuiteSelect } from "../../parts/suite-select.tsx";
import { NO_FILTER } from "./filter-examples.ts";
import { type Asked, bestFirst, type Measured } from "./pair.ts";

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
      <ModelSelect label="Model A" value={a} runs={models} onChoose={(model) => choose({ a: model, b })} />
      <ModelSelect label="Model B" value={b} runs={models} onChoose={(model) => choose({ a, b: model })} />
      <button type="button" onClick={() => choose({ a: b, b: a })} disabled={a === null || b === null}>
        Swap
      </button>
      {metrics.length > 1 && (
        <label class="labelled">
          <span>By</span>
          <select
            value={metric ?? metrics[0]}
            onChange={(event) => change({ metric: event.currentTarget.value }, true)}
          >
            {(metric === null || metrics.includes(metric) ? metrics : [...metrics, metric]).map((name) => (
              <option key={name} value={name}>
                {metrics.includes(name) ? titleOf(name as MetricName) : name}
              </option>
            ))}
          </select>
        </label>
      )}
    </form>
  );
}

interface ModelSelectProps {
  label: string;
  value: string | null;
  runs: Measured extends ReadonlyMap<string, infer Runs> ? Runs : never;
  onChoose: (model: string) => void;
}

function ModelSelect({ label, value, runs, onChoose }: ModelSelectProps) {
  const id = useId();
  const isKnown = value === null || runs.some(({ model }) => model === value);
  return (
    <span class="labelled">
      <label for={id}>{label}</label>
      <select id={id} value={value ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
        {value === null && <option value="">choose…</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {bestFirst(runs).map(({ model, metrics, primary }) => (
          <option key={model} value={model}>
            {model} ({fraction(metrics[primary]?.value)})
          </option>
        ))}
      </select>
    </span>
  );
}
