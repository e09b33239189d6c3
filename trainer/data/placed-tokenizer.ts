import type { EncodedWords, Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Place } from "./align-tokens.ts";

export interface PlacedEncoding extends Encoding {
  /** Where each of `ids` came from. */
  places: Place[];
}

/** A tokenizer whose `encode` and `encodeWords` also say where tokens came from, at twice the time. */
export interface PlacedTokenizer extends TextTokenizer {
  encode(text: string, pair?: string): PlacedEncoding;
  encodeWords(words: readonly string[]): EncodedWords & PlacedEncoding;
}

export const placed = (tokenizer: TextTokenizer): PlacedTokenizer => ({
  ...tokenizer,
  encode(text, pair) {
    const encoding = tokenizer.encode(text, pair);
    const second = encoding.typeIds.indexOf(1);
    const kept = pair === undefined ? [encoding.ids.length] : [second, encoding.ids.length - second + 1]; // specials included
    const texts = pair === undefined ? [text] : [text, pair];
    const places = texts.flatMap((part, i) => [
      ...tokenizer
        .encodeWithOffsets(part)
        .pieces.slice(0, kept[i]! - 2)
        .map(({ start, end }) => ({ text: i, start, end })),
      null,
    ]);
    return { ...encoding, places: [null, ...places] };
  },
  encodeWords(words) {
    const encoding = tokenizer.encodeWords(words);
    const inside = words
      .flatMap((word, text) => tokenizer.encodeWithOffsets(word).pieces.map(({ start, end }) => ({ text, start, end })))
      .slice(0, encoding.ids.length - 2);
    return { ...encoding, places: [null, ...inside, null] };
  },
});
