import type { Looks } from "../../eval/reports/looks.ts";
import type { RunRecord, RunSlice } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { type ColumnOf, MOST_LINES, type Report, type Section, section } from "../report/report.ts";
import { clusterNote } from "./cluster-note.ts";
import { looksNotes } from "./looks-notes.ts";

/** What was scored: every metric with its interval, the primary one first, and the parts of the rows, a section each. */
export function runReport(run: RunRecord & { looks?: Looks }): Report {
  const { metrics, primary, rows, errors, unchanged, left_out, id, subset, slices = [] } = run;
  const figures = Object.entries(metrics).sort(([a], [b]) => Number(b === primary) - Number(a === primary));
  const others = [
    ...(unchanged === undefined ? [] : [`unchanged ${unchanged}`]),
    ...(left_out === undefined ? [] : [`left out ${left_out} (their tests ask nothing of a model that answers so)`]),
  ];
  return {
    title: `${nameOf(run)} on ${run.suite}${conditions(run)}`,
    lines: subset === undefined ? [] : [`${run.model} was trained on ${subset}`],
    sections: [
      section(
        "metrics",
        [
          { title: "metric", name: "metric", format: "text", of: ([name]) => name },
          { title: "value [95 % interval]", name: "value", format: "figure", of: ([, value]) => value },
        ],
        figures,
        {
          notes: [
            [`n ${rows}`, `errors ${errors}`, ...others, `run ${id}`].join(", "),
            ...clusterNote([metrics[primary]?.clusters]),
            ...looksNotes(run.suite, run.looks),
          ],
        },
      ),
      ...[...Map.groupBy(slices, ({ by }) => by)].map(([by, parts]) => sliceSection(by, parts, primary)),
    ],
    about: aboutRun(run),
    json: run,
  };
}

/** Whose figures they are, on how many rows, and under which conditions. */
const aboutRun = ({ model, version, suite, id, rows, subset, perturbation, limit, sample }: RunRecord) => ({
  ...{ model, version, suite, run: id, rows },
  ...(subset !== undefined && { trained_on: subset }),
  ...(perturbation !== undefined && { perturbation }),
  ...(limit !== undefined && { limit }),
  ...(sample !== undefined && { sample }),
});

/** `sst2-teacher@0123456789ab`, or `external/<name>` for a submission. */
export const nameOf = ({ model, version }: Pick<RunRecord, "model" | "version">) =>
  version === null ? model : `${model}@${version}`;

/** ` (perturbation CharTypos, a sample of 200 rows)`; of a behavioural suite ` (a sample of 200 rows of each test)` */
export function conditions({ perturbation, limit, sample, primary }: RunRecord): string {
  const parts = [
    perturbation && `perturbation ${perturbation}`,
    limit && `the first ${limit} rows only`,
    sample && `a sample of ${sample} rows${primary === "failure_rate" ? " of each test" : ""}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

const SLICES: Readonly<Record<string, { title: string; count?: string; note?: string }>> = {
  type: {
    title: "by type",
    count: "rows",
    note: "rows: sentences with the type in gold or prediction; the others change nothing",
  },
  answerable: { title: "questions with an answer (HasAns) and without (NoAns)" },
  tuned_threshold: {
    title: "best no-answer threshold",
    note: "tuned on the rows it is measured on, as the official script does: an upper bound, not a result",
  },
};
function sliceSection(by: string, slices: readonly RunSlice[], primary: MetricName): Section {
  const names = [...new Set(slices.flatMap(({ metrics }) => Object.keys(metrics) as MetricName[]))];
  // A behavioural test is of one type, and has no gold to be in.
  const { title, count = "n", note } = (primary !== "failure_rate" && SLICES[by]) || { title: `by ${by}` };
  const columns: ColumnOf<RunSlice>[] = [
    { title: by.replaceAll("_", " "), name: "value", format: "text", of: ({ value }) => value },
    { title: count, name: "rows", format: "count", of: ({ rows }) => rows },
    ...names.map(
      (name): ColumnOf<RunSlice> => ({ title: name, name, format: "figure", of: ({ metrics }) => metrics[name] }),
    ),
  ];
  return section(title, columns, slices, {
    detail: slices.length > MOST_LINES,
    notes: note === undefined ? [] : [note],
  });
}
