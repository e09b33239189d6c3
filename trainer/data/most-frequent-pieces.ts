import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { prunedTokenizer } from "./prune-vocabulary.ts";

/** `!` to `~`. */
const ASCII = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i));

/**
 * `size` ids of a WordPiece tokenizer: what it cannot do without, ASCII's characters as words and inside of them, and what occurs
 * most often (`counts[id]`), of equal ones the lowest ids. Throws RangeError where the first two are more.
 */
export function mostFrequentPieces(tokenizerJson: string, counts: ArrayLike<number>, size: number): number[] {
  const { splitter } = openTokenizerFile(JSON.parse(tokenizerJson));
  const kept = new Set(prunedTokenizer(tokenizerJson, []).rows);
  for (const character of ASCII) {
    for (const piece of [character, `##${character}`]) {
      const id = splitter.idOf(piece);
      if (id !== undefined) kept.add(id);
    }
  }
  if (kept.size > size)
    throw new RangeError(
      `special tokens and ASCII's characters are ${kept.size} pieces: more than the ${size} asked for`,
    );
  const others = Array.from(counts, (count, id) => ({ id, count })).filter(({ id }) => !kept.has(id));
  others.sort((a, b) => b.count - a.count || a.id - b.id);
  return [...kept, ...others.slice(0, size - kept.size).map(({ id }) => id)].sort((a, b) => a - b);
}
