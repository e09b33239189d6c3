/**
 * WordPiece: words to tokens, longest match first. Only as many letters are tried as the longest token has: trying every end
 * of a word takes 18 s for a body of 1 MiB made of words of 100 letters that match one by one (1 s here).
 */
import * as z from "zod";
import type { SubwordModel } from "./subword-model.ts";

/** The model's entry in `tokenizer.json`. */
export const WordPieceModel = z.object({
  type: z.literal("WordPiece").default("WordPiece"),
  unk_token: z.string().default("[UNK]"),
  continuing_subword_prefix: z.string().default("##"),
  /** Longer words, counted in code points, are unknown as a whole. */
  max_input_chars_per_word: z.int().positive().default(100),
  vocab: z.record(z.string(), z.int().nonnegative()),
});
export type WordPieceModel = z.infer<typeof WordPieceModel>;

/** A word that cannot be matched to its end is one unknown piece. Throws RangeError when there is none in the vocabulary. */
export function wordPiece(model: WordPieceModel): SubwordModel {
  const { unk_token, continuing_subword_prefix: prefix, max_input_chars_per_word: limit, vocab } = model;
  const unknown = vocab[unk_token];
  if (unknown === undefined) throw new RangeError(`the vocabulary has no ${unk_token}`);

  // Two tables, so that no string is put together to be looked up: what begins a word, and what goes on, without prefix.
  const [first, next] = [new Map<string, number>(), new Map<string, number>()];
  for (const [token, id] of Object.entries(vocab)) {
    if (token.startsWith(prefix)) next.set(token.slice(prefix.length), id);
    else first.set(token, id);
  }
  const longest = (table: Map<string, number>) =>
    [...table.keys()].reduce((most, { length }) => Math.max(most, length), 0);
  const [longestFirst, longestNext] = [longest(first), longest(next)];

  const ends: number[] = [];
  const ids: number[] = [];
  return {
    split(word, emit) {
      if (word.length > limit && [...word].length > limit) return emit(unknown, 0, word.length);
      ends.length = 0;
      ids.length = 0;
      for (let start = 0; start < word.length; ) {
        const table = start === 0 ? first : next;
        let end = Math.min(word.length, start + (start === 0 ? longestFirst : longestNext));
        // Half a surrogate pair matches nothing, as no token holds one.
        while (end > start && !table.has(word.slice(start, end))) end--;
        if (end === start) return emit(unknown, 0, word.length);
        ids.push(table.get(word.slice(start, end))!);
        ends.push(end);
        start = end;
      }
      for (let i = 0; i < ids.length; i++) emit(ids[i]!, i === 0 ? 0 : ends[i - 1]!, ends[i]!);
    },
    idOf: (token) => (token.startsWith(prefix) ? next.get(token.slice(prefix.length)) : first.get(token)),
    entries: () => [...first, ...[...next].map(([rest, id]): [string, number] => [prefix + rest, id])],
  };
}
