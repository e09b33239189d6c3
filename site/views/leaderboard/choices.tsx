/** What is asked of the server: suites, runtime, whom to hold models against. */

import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { SuiteSelect } from "../../parts/suite-select.tsx";
import { RUNTIME_NAMES } from "./columns.tsx";
import { RUNTIMES, type State } from "./state.ts";

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
      <label class="labelled">
        <span>Runtime</span>
        <select
          value={state.runtime ?? ""}
          onChange={(event) => change({ runtime: event.currentTarget.value || null }, true)}
        >
          <option value="">any: the newest run</option>
          {known(RUNTIMES, state.runtime).map((runtime) => (
            <option key={runtime} value={runtime}>
              {RUNTIME_NAMES[runtime] ?? runtime}
            </option>
          ))}
        </select>
      </label>
      <label class="labelled">
        <span>Held against</span>
        <select
          value={state.against ?? ""}
          onChange={(event) => change({ against: event.currentTarget.value || null }, true)}
        >
          <option value="">each one's teacher</option>
          {known(models, state.against).map((model) => (
            <option key={model} value={model}>
              {model}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

/** With what the address names, though it be unknown: the server says so. */
const known = (names: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || names.includes(chosen) ? names : [...names, chosen];
