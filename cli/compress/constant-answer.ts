/** What a model scores that always gives the same answer: a teacher that is not above it has nothing to teach. */
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { fraction } from "../ui/figures.ts";
import type { MeasuredModel } from "./result.ts";

/** Of rows with a label each, by accuracy; null of others, whose constant answers score next to nothing or are undefined. */
export function constantAnswer(rows: readonly object[], metric: MetricName): { label: string; score: number } | null {
  if (metric !== "accuracy") return null;
  const labels = rows.flatMap((row) => ("label" in row && typeof row.label === "string" ? row.label : []));
  if (labels.length === 0 || labels.length < rows.length) return null;
  const counts = Map.groupBy(labels, (label) => label);
  const [label, { length }] = [...counts].reduce((most, each) => (each[1].length > most[1].length ? each : most));
  return { label, score: length / rows.length };
}

/** Sentences for who would ship a student of such a teacher; none where its interval lies above. */
export function doubtOf(
  { score }: Pick<MeasuredModel, "score">,
  constant: ReturnType<typeof constantAnswer>,
): string[] {
  if (constant === null || score.value === null || (score.ci95?.[0] ?? score.value) > constant.score) return [];
  return [
    `Mind the teacher first: its accuracy of ${fraction(score.value)} is not shown to be above that of always answering ${constant.label}, ` +
      `${fraction(constant.score)} on these rows. More epochs or more rows come before a smaller model.`,
  ];
}
