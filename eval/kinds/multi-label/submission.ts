import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { type MultiLabelRow, RowId } from "../../../r2-assets/format/rows.ts";
import { USUAL_THRESHOLD } from "../../answers/held-labels.ts";
import { EXPECTED, readLabel } from "../../labels/label.ts";
import type { AnswerOf, Judging } from "../kind.ts";
import { byLabel, noLabel, probabilitiesMistake } from "../scores.ts";
import { inSuiteOrder } from "./suite-order.ts";

/** The labels that hold, by name or index, or the probability of each label, or both. */
export const MultiLabelItem = z
  .object({
    id: RowId,
    labels: z.array(z.union([z.string(), z.number()], EXPECTED)).optional(),
    scores: z.record(z.string(), z.number()).optional(),
  })
  .refine((item) => item.labels !== undefined || item.scores !== undefined, "expected labels or scores");

/** Without labels they are those with a probability of at least 0.5: other thresholds are the answerer's, who then says what holds. */
export function submittedLabels(
  item: unknown,
  _: MultiLabelRow,
  { labels = [] }: Judging,
): AnswerOf["multi-label"] | string {
  const parsed = MultiLabelItem.safeParse(item);
  if (!parsed.success) return firstIssue(parsed.error);
  const { labels: written, scores: given } = parsed.data;
  const scores = given === undefined ? null : byLabel(given, labels);
  if (typeof scores === "string") return scores;
  const mistake = scores && probabilitiesMistake(scores, labels);
  if (mistake !== null) return mistake;
  if (written === undefined) return { labels: labels.filter((label) => scores![label]! >= USUAL_THRESHOLD), scores };
  const names: string[] = [];
  for (const [i, label] of written.entries()) {
    const name = readLabel(label, labels);
    if (name === undefined) return `labels.${i}: ${noLabel(label, labels)}`;
    if (names.includes(name)) return `labels.${i}: "${name}" is there twice`;
    names.push(name);
  }
  return { labels: inSuiteOrder(names, labels), scores };
}
