/** Tokens as text, as the decoders that `tokenizer.json` names put them together. */

/**
 * WordPiece: those of one word joined, blanks between words, none before marks. The decoder's other rules are about pieces
 * that BERT has none of.
 */
export function joinWordPieces(tokens: readonly string[]): string {
  return tokens.map((token, i) => (i === 0 ? cleanUp(token) : cleanUp(goingOn(token)))).join("");
}

const goingOn = (token: string) => (token.startsWith("##") ? token.slice(2) : ` ${token}`);

const cleanUp = (token: string) => token.replace(/ ([.?!,])/g, "$1");

/** Metaspace: ▁ is a blank, and nothing where all begins. */
export const joinMarked = (tokens: readonly string[]): string =>
  tokens.map((token, i) => token.replaceAll("▁", i === 0 ? "" : " ")).join("");
