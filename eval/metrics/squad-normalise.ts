const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** Python's `\b` is Unicode-aware; JavaScript's sees an article in `año` and `ça`. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:an?|the)(?![\p{L}\p{N}_])/gu;
/** What Python's `str.split` splits at: U+001C to U+001F and U+0085 too, but not U+FEFF, unlike `\s`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python takes the four separators for white space
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * An answer's words as SQuAD's official script compares them: in this order lower case, without ASCII punctuation (nothing
 * is put in its place), without the words a, an and the, split at white space. `The Kronecker-product!` -> `kroneckerproduct`.
 * Source: `normalize_answer` of evaluate-v2.0.py (Rajpurkar et al., ACL 2018), after Python's idea of white space and words.
 */
export const answerTokens = (answer: string): string[] =>
  pythonSplit(answer.toLowerCase().replace(PUNCTUATION, "").replace(ARTICLES, " "));

/** As Python's `str.split` without arguments. */
export const pythonSplit = (text: string): string[] => text.split(WHITE_SPACE).filter((token) => token !== "");
