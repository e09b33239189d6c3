import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { type BehaviouralRow, RowId } from "../../../r2-assets/format/rows.ts";
import { EXPECTED, labelSpelt, readLabel } from "../../labels/label.ts";
import type { AnswerOf, Judging } from "../kind.ts";
import { byLabel, mostProbable, noLabel, scoresMistake } from "../scores.ts";
import { isSentiment, NEUTRAL } from "./neutral.ts";

/** A label by name or index for each text, or its probabilities, or both. */
export const BehaviouralItem = z
  .object({
    id: RowId,
    labels: z.array(z.union([z.string(), z.number()], EXPECTED)).optional(),
    scores: z.array(z.record(z.string(), z.number())).optional(),
  })
  .refine((item) => item.labels !== undefined || item.scores !== undefined, "expected labels or scores");

export function submittedTexts(
  item: unknown,
  { texts }: BehaviouralRow,
  { labels = [] }: Judging,
): AnswerOf["behavioural"] | string {
  const parsed = BehaviouralItem.safeParse(item);
  if (!parsed.success) return firstIssue(parsed.error);
  const { labels: submitted, scores: given } = parsed.data;
  const entries = submitted ?? given ?? [];
  if (entries.length !== texts.length || (given && given.length !== texts.length))
    return `expected ${texts.length} entries, one a text, not ${(given ?? entries).length}`;
  const known = answerLabels(labels);
  if (known.length === 0) return "the suite's labels are not known, so answers can't be checked; upload it with labels";
  const scores: Record<string, number>[] | null = given === undefined ? null : [];
  for (const [i, written] of (given ?? []).entries()) {
    const place = `scores.${i}`;
    const of = byLabel(written, labels, known, place);
    if (typeof of === "string") return of;
    const mistake = scoresMistake(of, Object.hasOwn(of, NEUTRAL) ? known : labels, place);
    if (mistake !== null) return mistake;
    scores!.push(of);
  }
  // An index is one of the suite's labels: `neutral` has none.
  const names = submitted?.map((label) =>
    typeof label === "number" ? readLabel(label, labels) : labelSpelt(label, known),
  );
  const odd = names?.indexOf(undefined) ?? -1;
  if (odd !== -1) return `labels.${odd}: ${noLabel(submitted![odd]!, known)}`;
  return { labels: (names as string[] | undefined) ?? scores!.map((of) => mostProbable(of, known)), scores };
}

/** A classifier of sentiment may well have a class between the suite's two; no other suite's may. */
const answerLabels = (labels: readonly string[]): readonly string[] =>
  isSentiment(labels) ? [...labels, NEUTRAL] : labels;
