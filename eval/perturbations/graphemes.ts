const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The characters of a text as a reader counts them: a letter with its accents is one. Unicode Annex 29. */
export const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Where each of them begins, in UTF-16 units. */
export const graphemeStarts = (text: string): number[] => Array.from(segmenter.segment(text), ({ index }) => index);
