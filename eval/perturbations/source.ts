import { fixedRanges } from "./fixed-text.ts";

export type Range = readonly [start: number, end: number];

/** A text, and what of it may be changed. Offsets are UTF-16 units. */
export interface Source {
  text: string;
  /** Each space separates two tokens that have a tag each. */
  tokens: boolean;
  /** Punctuation stands alone, as in Penn Treebank tokens: `it 's fine .` */
  spaced: boolean;
  /** Is this range free to be replaced (or, if it is empty, to get an insertion)? */
  free(start: number, end: number): boolean;
}

const SPACED_MARK = /(?:^|\s)(?:[.,;!?]|n['’]t|['’](?:s|re|ve|ll|m|d))(?=\s|$)/iu;
/** Joins what stands before it: an edit that ends here would end inside a character as the reader sees it. */
const CONTINUES = /^[\p{M}\p{EMod}\u200c\u200d]/u;

/** The source of a text; `locked` ranges (gold answers, entities) are left alone beside what `fixedRanges` finds. */
export function sourceOf(
  text: string,
  { locked = [], tokens = false }: { locked?: readonly Range[]; tokens?: boolean } = {},
): Source {
  const ranges = [...locked, ...fixedRanges(text)].sort((x, y) => x[0] - y[0]);
  const clear = (start: number, end: number) => {
    for (const [from, to] of ranges) {
      if (from >= end && from >= start) return true;
      if (start < to && end > from) return false;
    }
    return true;
  };
  return {
    text,
    tokens,
    spaced: tokens || SPACED_MARK.test(text),
    free: (start, end) =>
      clear(start, end) && !CONTINUES.test(text.slice(end, end + 2)) && text[start - 1] !== "\u200d",
  };
}
