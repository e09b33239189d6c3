/** A choice of one suite: by task, those that enough models were measured on first. */
import { useId } from "preact/hooks";
import type { SuiteSummary } from "../api/models.ts";

const TASKS: Record<string, string> = {
  "text-classification": "Text classification",
  "multi-label-classification": "Several labels",
  "text-regression": "Text regression",
  "token-classification": "Tagging",
  "question-answering": "Question answering",
};

interface Props {
  label: string;
  /** Null where none is chosen. */
  value: string | null;
  suites: readonly SuiteSummary[];
  /** How many models have a whole run on each. */
  models: ReadonlyMap<string, readonly unknown[]>;
  /** With fewer models a suite is listed last. */
  least: number;
  onChoose: (suite: string) => void;
}

export function SuiteSelect({ label, value, suites, models, least, onChoose }: Props) {
  const id = useId();
  const countOf = (suite: string) => models.get(suite)?.length ?? 0;
  const ready = suites.filter((suite) => countOf(suite.id) >= least);
  const rest = suites.filter((suite) => countOf(suite.id) < least);
  const byTask = Map.groupBy(ready, ({ task }) => task);
  const isKnown = value === null || suites.some((suite) => suite.id === value);
  return (
    <span class="labelled">
      <label for={id}>{label}</label>
      <select id={id} value={value ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
        {value === null && <option value="">choose…</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {[...byTask].map(([task, group]) => (
          <optgroup key={task} label={TASKS[task] ?? task}>
            {group
              .toSorted((one, other) => countOf(other.id) - countOf(one.id))
              .map((suite) => (
                <option key={suite.id} value={suite.id}>
                  {suite.id} ({countOf(suite.id)} {countOf(suite.id) === 1 ? "model" : "models"})
                </option>
              ))}
          </optgroup>
        ))}
        {rest.length > 0 && (
          <optgroup label={least === 1 ? "Nothing measured yet" : `Fewer than ${least} models measured`}>
            {rest.map((suite) => (
              <option key={suite.id} value={suite.id}>
                {suite.id}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </span>
  );
}
