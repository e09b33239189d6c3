const WORD = /[\p{L}\p{N}]+/gu;

/** What two texts are compared by: runs of letters and digits after NFKC, in lower case. */
export const wordsOf = (text: string): string[] => text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
