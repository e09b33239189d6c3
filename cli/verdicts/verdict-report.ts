import type { MetricName } from "../../r2-assets/format/suite.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";
import { type Judged, outcomeOf, overall, sentence } from "./judged.ts";

/**
 * A comparison's report with its verdicts before everything else: in a sentence each, then as a table, a line a student. `judged`
 * has at least one student.
 */
export function verdictReport(comparison: Report, judged: readonly Judged[], metric: MetricName): Report {
  const sentences = judged.map(sentence);
  const table = section("verdicts", columnsOf(judged, metric), judged, { notes: notesOf(judged, metric) });
  return {
    title: judged.length === 1 ? sentences[0]! : summary(judged),
    lines: [...(judged.length === 1 ? [] : sentences), comparison.title, ...comparison.lines],
    sections: [table, ...comparison.sections],
    json: { outcome: overall(judged), students: judged, comparison: comparison.json },
  };
}

/** `worse: 1 of 3 students, 2 good enough` */
function summary(judged: readonly Judged[]): string {
  const accepted = judged.filter(({ kind }) => kind === "accepted").length;
  if (accepted > 0) return `accepted: ${accepted} students`;
  const worst = overall(judged);
  const counted = Object.entries(Object.groupBy(judged, outcomeOf)).map(([outcome, { length }]) => ({
    outcome,
    length,
  }));
  const [first, ...others] = counted.sort(
    (one, other) => Number(other.outcome === worst) - Number(one.outcome === worst),
  );
  return [
    `${worst}: ${first!.length} of ${judged.length} students`,
    ...others.map(({ outcome, length }) => `${length} ${outcome}`),
  ].join(", ");
}

function columnsOf(judged: readonly Judged[], metric: MetricName): ColumnOf<Judged>[] {
  const level = judged.map(verdictOf).find((verdict) => verdict !== undefined)?.level;
  return [
    { title: "model", name: "model", format: "text", of: ({ student }) => student.model },
    {
      title: "verdict",
      name: "verdict",
      format: "text",
      of: (one) => (one.kind === "judged" ? one.verdict.outcome : one.kind),
    },
    {
      title: "against",
      name: "against",
      format: "text",
      of: (one) => (one.kind === "judged" ? (one.accepted ? one.against.run : one.against.model) : null),
    },
    { title: metric, name: metric, format: "fraction", of: ({ value }) => value },
    {
      title: `loss [${level === undefined ? "" : percent(level)} bounds]`,
      name: "loss",
      format: "signed-figure",
      of: lossOf,
    },
    { title: "margin", name: "margin", format: "text", of: (one) => verdictOf(one)?.margin.toString() },
    { title: "rows", name: "rows", format: "count", of: ({ n }) => n },
    { title: "rows more", name: "rows_more", format: "count", of: (one) => verdictOf(one)?.rows_more || null },
    { title: "method", name: "verdict_method", format: "text", of: (one) => verdictOf(one)?.method },
    { title: "run", name: "run", format: "text", of: ({ student }) => student.run },
  ];
}

const verdictOf = (one: Judged) => (one.kind === "judged" ? one.verdict : undefined);

function lossOf(one: Judged) {
  const verdict = verdictOf(one);
  return verdict && { value: verdict.loss, ci95: verdict.loss_bounds };
}

/** `98.33 %` */
const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`;

function notesOf(judged: readonly Judged[], metric: MetricName): string[] {
  const verdicts = judged.map(verdictOf).filter((verdict) => verdict !== undefined);
  if (verdicts.length === 0) return [];
  const { simultaneous_over: over, level } = verdicts[0]!;
  return [
    `loss: how much worse in ${metric} than what it is held against; each bound is one-sided`,
    ...(over === 1
      ? []
      : [`simultaneous over ${over}: each bound at ${percent(level)}, so that no verdict is wrong with 95 %`]),
    ...(verdicts.some(({ rows_more }) => rows_more)
      ? ["rows more: of the same kind, decide with power 80 % if the loss seen is the true one"]
      : []),
  ];
}
