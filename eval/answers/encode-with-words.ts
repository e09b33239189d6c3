/** A classifier's text whose space-separated words are to be tagged, too. */
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import type { Encoding, Piece, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";

export interface WithWords {
  /** What the model is asked, as it is asked by requests. */
  encoding: Encoding;
  /** Of each word of the first text the place of its first piece in `ids`; null where it has none, or it was cut off. */
  firstPieces: (number | null)[];
  /** Tokens of the first text, special ones included. */
  tokens: number;
}

/** A row's text, or its pair of texts; the words are the first one's. */
export function encodeWithWords(
  { text_a, text_b }: Pick<ClassificationRow, "text_a" | "text_b">,
  tokenizer: TextTokenizer,
): WithWords {
  if (text_b === undefined) {
    const encoding = tokenizer.encodeWithOffsets(text_a);
    return { encoding, firstPieces: firstPieces(text_a, encoding.pieces), tokens: encoding.ids.length };
  }
  const encoding = tokenizer.encodePairWithOffsets(text_a, text_b);
  const [first] = encoding.pieces;
  return { encoding, firstPieces: firstPieces(text_a, first), tokens: first.length + 2 }; // with [CLS] and [SEP]
}

/** `pieces`: those that were kept, from left to right; the first is the token behind [CLS]. */
function firstPieces(text: string, pieces: readonly Pick<Piece, "start" | "end">[]): (number | null)[] {
  let next = 0;
  return [...text.matchAll(/[^ ]+/g)].map(({ index, 0: word }) => {
    while (next < pieces.length && pieces[next]!.end <= index) next++;
    return next < pieces.length && pieces[next]!.start < index + word.length ? next + 1 : null;
  });
}
