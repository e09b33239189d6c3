import type { Encoding, Piece, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Place } from "./align-tokens.ts";

export interface PlacedEncoding extends Encoding {
  /** Where each of `ids` came from. */
  places: Place[];
}

/** A tokenizer whose `encode` also says where tokens came from, at twice the time. */
export interface PlacedTokenizer extends TextTokenizer {
  encode(text: string, pair?: string): PlacedEncoding;
}

export const placed = (tokenizer: TextTokenizer): PlacedTokenizer => ({
  ...tokenizer,
  encode(text, pair) {
    if (pair === undefined) {
      const { pieces, ...encoding } = tokenizer.encodeWithOffsets(text);
      return { ...encoding, places: [null, ...placesIn(0, pieces), null] };
    }
    const { pieces, secondAt, ...encoding } = tokenizer.encodePairWithOffsets(text, pair);
    const first = placesIn(0, pieces[0]);
    const between = Array.from({ length: secondAt - 1 - first.length }, (_, i): Place => (i === 0 ? null : "with"));
    return { ...encoding, places: [null, ...first, ...between, ...placesIn(1, pieces[1]), null] };
  },
});

const placesIn = (text: number, pieces: readonly Piece[]): Place[] =>
  pieces.map(({ start, end }) => ({ text, start, end }));
