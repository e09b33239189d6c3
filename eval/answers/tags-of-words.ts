import { schemeOfLabels, tagsOfLabels } from "../tags/label-tags.ts";
import { TagsSeen } from "../tags/tags-seen.ts";
import { toIob2 } from "../tags/to-iob2.ts";
import type { AnswerOf } from "./answer.ts";
import { argMax } from "./arg-max.ts";

/**
 * One IOB2 tag a word, whatever scheme the model's labels are in: what it says of the word's first piece; O where that has none
 * left after truncation, or none at all. `logits` `[tokens, labels]`, special tokens included.
 */
export function tagsOfWords(
  logits: Float32Array,
  firstPieces: readonly (number | null)[],
  labels: readonly string[],
): Required<AnswerOf["tagging"]> {
  const tags = tagsOfLabels(labels);
  const tagAt = (token: number) => tags[argMax(logits.subarray(token * labels.length, (token + 1) * labels.length))]!;
  const said = firstPieces.map((token) => (token === null ? "O" : tagAt(token)));
  const seen = new TagsSeen();
  seen.add(said);
  return { tags: toIob2(said), repaired: seen.repaired(schemeOfLabels(labels)) };
}
