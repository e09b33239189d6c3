/** One tag of a token: `O`, or a prefix, a hyphen and the span's type, which is all that follows: `B-creative-work`. */

/**
 * `B` begins a span and `I` goes on with it. BIOES (IOBES) ends one of several tokens by `E` and marks one of a single
 * token by `S`; BILOU calls the same `L` and `U`.
 */
export type Prefix = "B" | "I" | "E" | "S" | "L" | "U";

const TAG = /^[BIESLU]-.+$/s;

export const isTag = (tag: string): boolean => tag === "O" || TAG.test(tag);

/** Null for `O` and for what is no tag. */
export const partsOf = (tag: string): { prefix: Prefix; type: string } | null =>
  TAG.test(tag) ? { prefix: tag[0] as Prefix, type: tag.slice(2) } : null;

/** Nothing goes on behind it. */
export const ends = (prefix: Prefix): boolean => prefix !== "B" && prefix !== "I";

/** It goes on with a span of its type that is open, and opens one (which no scheme but IO and IOB1 means) where none is. */
export const goesOn = (prefix: Prefix): boolean => prefix === "I" || prefix === "E" || prefix === "L";

/** What is wrong with something that is no tag, to follow its place. */
export const tagMistake = (tag: string): string =>
  `"${tag}" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)`;
