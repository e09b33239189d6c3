/** A line of a text, and which one, from 1. */
export interface TextLine {
  line: number;
  text: string;
}

/**
 * The lines of a text that comes in pieces. A line ends at LF or CRLF and at nothing else: a lone CR, U+2028, U+2029 and
 * U+0085 are text inside it, as JSON (RFC 8259) has them inside strings. A last line without an end counts too.
 */
export async function* textLines(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<TextLine> {
  let line = 0;
  let begun = "";
  for await (const piece of pieces) {
    const lines = piece.split("\n");
    for (const text of lines.slice(0, -1)) {
      yield { line: ++line, text: withoutCr(begun + text) };
      begun = "";
    }
    begun += lines.at(-1)!;
  }
  if (begun !== "") yield { line: line + 1, text: withoutCr(begun) };
}

const withoutCr = (text: string) => (text.endsWith("\r") ? text.slice(0, -1) : text);
