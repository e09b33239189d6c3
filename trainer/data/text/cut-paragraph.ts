import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { windowsOf } from "../../../r2-assets/format/windows.ts";

/** Pieces with fewer tokens of text teach too little for the padding that they cost. */
export const MIN_TOKENS = 8;

/** Ids are kept in two bytes. */
const MAX_ID = 0xffff;

/**
 * A function that tokenises paragraphs whole and cuts them into pieces `[CLS] … [SEP]` of at most `maxLength` tokens, none
 * twice; leaves out pieces of fewer than 8 besides the two. Throws RangeError when an id needs more than 16 bits.
 */
export function paragraphCutter(tokenizer: TextTokenizer, maxLength: number): (paragraph: string) => Uint16Array[] {
  const [cls, sep] = tokenizer.encode("").ids;
  return (paragraph) => {
    const ids = tokenizer.encodeWindows("", paragraph, { stride: 0 }).context.map(({ id }) => id); // the whole context
    const tooLarge = ids.find((id) => id > MAX_ID);
    if (tooLarge !== undefined) throw new RangeError(`token ${tooLarge} needs more than 16 bits`);
    return windowsOf(ids.length, { room: maxLength - 2, overlap: 0 })
      .filter(([from, to]) => to - from >= MIN_TOKENS)
      .map(([from, to]) => Uint16Array.of(cls, ...ids.slice(from, to), sep));
  };
}
