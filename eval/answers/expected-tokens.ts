/** How many tokens texts are expected to be, on the high side, without tokenising them. */

/** UTF-8 bytes a token: English has four to five, Chinese three; scripts a vocabulary lacks come near two. */
const TOKEN_BYTES = 3;

/** [CLS] and two [SEP]. */
export const SPECIAL_TOKENS = 3;

const encoder = new TextEncoder();

/** Of one text, without special tokens. */
export const tokensOf = (text: string): number => Math.ceil(encoder.encode(text).length / TOKEN_BYTES);

/** Of an input that holds all of these. */
export const tokensOfAll = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + tokensOf(text), SPECIAL_TOKENS);
