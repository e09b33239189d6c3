import type { Piece, TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { type Range, windowsOf } from "../../../r2-assets/format/windows.ts";

/** Pieces with fewer tokens of text teach too little for the padding that they cost. */
export const MIN_TOKENS = 8;

/** Ids are kept in two bytes. */
const MAX_ID = 0xffff;

/**
 * A function that tokenises paragraphs whole and cuts them into pieces `[CLS] … [SEP]` of at most `maxLength` tokens, none
 * twice; leaves out pieces of fewer than 8 besides the two. With `wholeWords` none ends within a word, but one that is longer
 * than a piece. Throws RangeError when an id needs more than 16 bits.
 */
export function paragraphCutter(
  tokenizer: TextTokenizer,
  maxLength: number,
  wholeWords = false,
): (paragraph: string) => Uint16Array[] {
  const [cls, sep] = tokenizer.encode("").ids;
  const room = maxLength - 2;
  return (paragraph) => {
    const { context } = tokenizer.encodeWindows("", paragraph, { stride: 0 }); // the whole context
    const ids = context.map(({ id }) => id);
    const tooLarge = ids.find((id) => id > MAX_ID);
    if (tooLarge !== undefined) throw new RangeError(`token ${tooLarge} needs more than 16 bits`);
    const windows = wholeWords ? wordWindows(context, room) : windowsOf(ids.length, { room, overlap: 0 });
    return windows
      .filter(([from, to]) => to - from >= MIN_TOKENS)
      .map(([from, to]) => Uint16Array.of(cls, ...ids.slice(from, to), sep));
  };
}

/** Windows of at most `room` pieces, as long as they can be, that end where words do. */
function wordWindows(pieces: readonly Piece[], room: number): Range[] {
  const windows: Range[] = [];
  for (let from = 0; from < pieces.length; from = windows.at(-1)![1]) {
    let to = Math.min(from + room, pieces.length);
    while (to < pieces.length && to > from && pieces[to].word === pieces[to - 1].word) to--;
    windows.push([from, to > from ? to : from + room]);
  }
  return windows;
}
