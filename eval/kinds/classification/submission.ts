import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { type ClassificationRow, RowId } from "../../../r2-assets/format/rows.ts";
import { EXPECTED, readLabel } from "../../labels/label.ts";
import type { AnswerOf, Judging } from "../kind.ts";
import { byLabel, mostProbable, noLabel, scoresMistake } from "../scores.ts";
import { submittedTags } from "../tags.ts";

/** The label by name or index, or its probabilities, or both; `tags` where rows have slots. */
export const ClassificationItem = z
  .object({
    id: RowId,
    label: z.union([z.string(), z.number()], EXPECTED).optional(),
    scores: z.record(z.string(), z.number()).optional(),
    tags: z.array(z.string()).optional(),
    /** What rows and predictions call them; read so that they are not lost without a word. */
    slots: z.unknown().optional(),
  })
  .refine((item) => item.label !== undefined || item.scores !== undefined, "expected label or scores");

/** Without a label it is the first of the most probable ones. A label may differ from that: thresholds are the answerer's. */
export function submittedLabel(
  item: unknown,
  row: ClassificationRow,
  { labels = [] }: Judging,
): AnswerOf["classification"] | string {
  const parsed = ClassificationItem.safeParse(item);
  if (!parsed.success) return firstIssue(parsed.error);
  const { label, scores: given, tags: raw, slots } = parsed.data;
  const name = label === undefined ? undefined : readLabel(label, labels);
  if (label !== undefined && name === undefined) return `label: ${noLabel(label, labels)}`;
  const scores = given === undefined ? null : byLabel(given, labels);
  if (typeof scores === "string") return scores;
  if (row.slots && slots !== undefined && raw === undefined)
    return "slots: a submission has the slots of a row as tags, a list of one tag a token";
  const mistake = scores && scoresMistake(scores, labels);
  if (mistake !== null) return mistake;
  const tags = row.slots && raw ? submittedTags(raw, row.slots.length) : null;
  if (typeof tags === "string") return tags;
  return { label: name ?? mostProbable(scores ?? {}, labels), scores, ...(tags && { tags }) };
}
