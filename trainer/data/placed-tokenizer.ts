import type { Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
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
});
