import { someOf } from "../data/some-of.ts";
import type { SpecialTokens } from "../data/special-tokens.ts";

export interface MaskedTokens {
  /** What is read instead. */
  ids: Int32Array;
  /** Where a piece is to be guessed: positions in `ids`, text by text. */
  rows: number[];
  /** What was there. */
  words: number[];
}

/**
 * BERT's masking of texts padded to one length: of each text 15 % of the pieces, at least one, are to be guessed; of these
 * 80 % are replaced by [MASK], 10 % by any word, and 10 % stay. Special tokens are never chosen, padding being one.
 * Where no text has another piece, the first is to be guessed as it stands, for a mean over nothing is no number.
 * Source: Devlin et al., arXiv 1810.04805, section 3.1. `random`: uniform in [0, 1).
 */
export function maskTokens(
  ids: ArrayLike<number>,
  length: number,
  { special, vocabulary }: { special: SpecialTokens; vocabulary: number },
  random: () => number,
): MaskedTokens {
  const masked: MaskedTokens = { ids: Int32Array.from(ids), rows: [], words: [] };
  for (let start = 0; start < ids.length; start += length) {
    for (const row of chosen(ids, start, start + length, special, random)) {
      masked.rows.push(row);
      masked.words.push(ids[row]);
      const how = random();
      if (how < 0.8) masked.ids[row] = special.mask;
      else if (how < 0.9) masked.ids[row] = Math.floor(random() * vocabulary);
    }
  }
  if (masked.rows.length === 0) {
    masked.rows.push(0);
    masked.words.push(ids[0]);
  }
  return masked;
}

/** Positions in `[start, end)`. */
function chosen(
  ids: ArrayLike<number>,
  start: number,
  end: number,
  special: SpecialTokens,
  random: () => number,
): number[] {
  const candidates: number[] = [];
  for (let i = start; i < end; i++) if (!special.ids.has(ids[i])) candidates.push(i);
  return someOf(candidates, random);
}
