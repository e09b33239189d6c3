import type {
  EncodedPair,
  EncodedText,
  EncodedWords,
  Encoding,
  Piece,
  TextTokenizer,
} from "../../r2-assets/format/tokenizer.ts";
import type { Place } from "./align-tokens.ts";

export interface PlacedEncoding extends Encoding {
  /** Where each of `ids` came from. */
  places: Place[];
}

/** A tokenizer whose encodings of texts, pairs and words also say where tokens came from, at twice the time. */
export interface PlacedTokenizer extends TextTokenizer {
  encode(text: string, pair?: string): PlacedEncoding;
  encodeWithOffsets(text: string): EncodedText & PlacedEncoding;
  encodePairWithOffsets(text: string, pair: string): EncodedPair & PlacedEncoding;
  encodeWords(words: readonly string[]): EncodedWords & PlacedEncoding;
}

export const placed = (tokenizer: TextTokenizer): PlacedTokenizer => ({
  ...tokenizer,
  encode(text, pair) {
    if (pair === undefined) {
      const { pieces, ...encoding } = placedText(tokenizer.encodeWithOffsets(text));
      return encoding;
    }
    const { pieces, secondAt, ...encoding } = placedPair(tokenizer.encodePairWithOffsets(text, pair));
    return encoding;
  },
  encodeWithOffsets: (text) => placedText(tokenizer.encodeWithOffsets(text)),
  encodePairWithOffsets: (text, pair) => placedPair(tokenizer.encodePairWithOffsets(text, pair)),
  encodeWords(words) {
    const encoding = tokenizer.encodeWords(words);
    const inside = words
      .flatMap((word, text) => placesIn(text, tokenizer.encodeWithOffsets(word).pieces))
      .slice(0, encoding.ids.length - 2);
    return { ...encoding, places: [null, ...inside, null] };
  },
});

const placedText = (encoding: EncodedText) => ({
  ...encoding,
  places: [null, ...placesIn(0, encoding.pieces), null],
});

function placedPair(encoding: EncodedPair) {
  const { pieces, secondAt } = encoding;
  const first = placesIn(0, pieces[0]);
  const between = Array.from({ length: secondAt - 1 - first.length }, (_, i): Place => (i === 0 ? null : "with"));
  return { ...encoding, places: [null, ...first, ...between, ...placesIn(1, pieces[1]), null] };
}

const placesIn = (text: number, pieces: readonly Piece[]): Place[] =>
  pieces.map(({ start, end }) => ({ text, start, end }));
