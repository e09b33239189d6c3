/** What is asked of the server: suites, runtime, whom to hold models against. */

import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { Choice, named } from "../../parts/choice.tsx";
import { RUNTIME_NAMES } from "../../parts/runtimes.ts";
import { SuiteSelect } from "../../parts/suite-select.tsx";
import type { State } from "./state.ts";

interface Props {
  /** Those shown: by the address, or by default. */
  chosen: readonly string[];
  state: State;
  suites: readonly SuiteSummary[];
  measured: ReadonlyMap<string, readonly { model: string }[]>;
  change: (change: Change, push?: boolean) => void;
}

export function Choices({ chosen, state, suites, measured, change }: Props) {
  const models = [...new Set(chosen.flatMap((suite) => (measured.get(suite) ?? []).map(({ model }) => model)))].sort();
  const choose = (at: number, suite: string) =>
    suite && change({ suite: chosen.toSpliced(at, 1, suite), against: null }, true);
  const rest = suites.filter(({ id }) => !chosen.includes(id));
  return (
    <form class="fields choices" onSubmit={(event) => event.preventDefault()}>
      {(chosen.length === 0 ? [null] : chosen).map((value, i) => (
        <span key={value} class="labelled-beside">
          <SuiteSelect
            label={i === 0 ? "Suite" : `Suite ${i + 1}`}
            value={value}
            suites={[...rest, ...suites.filter(({ id }) => id === value)]}
            models={measured}
            least={1}
            onChoose={(suite) => choose(i, suite)}
          />
          {chosen.length > 1 && (
            <button
              type="button"
              class="quiet"
              aria-label={`Without ${value}`}
              onClick={() => change({ suite: chosen.toSpliced(i, 1) }, true)}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {chosen.length > 0 && (
        <SuiteSelect
          label="and the mean with"
          value={null}
          suites={rest}
          models={measured}
          least={1}
          onChoose={(suite) => suite && change({ suite: [...chosen, suite] }, true)}
        />
      )}
      <Choice
        label="Runtime"
        none="any: the newest run"
        value={state.runtime}
        options={Object.entries(RUNTIME_NAMES)}
        onChoose={(runtime) => change({ runtime }, true)}
      />
      <Choice
        label="Held against"
        none="each one's teacher"
        value={state.against}
        options={named(models)}
        onChoose={(against) => change({ against }, true)}
      />
    </form>
  );
}
