/**
 * Pieces as text: those of one word joined, blanks between words, none before marks. As `tokenizer.json`'s WordPiece
 * decoder, whose other rules are about pieces that BERT has none of.
 */
export function joinTokens(tokens: readonly string[]): string {
  return tokens.map((token, i) => (i === 0 ? cleanUp(token) : cleanUp(goingOn(token)))).join("");
}

const goingOn = (token: string) => (token.startsWith("##") ? token.slice(2) : ` ${token}`);

const cleanUp = (token: string) => token.replace(/ ([.?!,])/g, "$1");
