import type { PieceSplitter } from "../../r2-assets/format/pieces.ts";

/** How a tokenizer cuts words, over all their occurrences. Shares are null where there are no words. */
export interface CutFigures {
  words: number;
  pieces: number;
  pieces_a_word: number | null;
  /** Words that are one unknown piece, and how many of all pieces these are. */
  unknown_words: number;
  unknown_of_words: number | null;
  unknown_of_pieces: number | null;
}

/** Each distinct word is cut once. `counts`: of normalised words, as BERT cuts texts into them. */
export function cutFigures(counts: ReadonlyMap<string, number>, splitter: PieceSplitter, unknown: number): CutFigures {
  let [words, pieces, unknownWords] = [0, 0, 0];
  for (const [word, count] of counts) {
    const ids = splitter.ids(word);
    words += count;
    pieces += count * ids.length;
    if (ids.includes(unknown)) unknownWords += count;
  }
  return {
    words,
    pieces,
    pieces_a_word: share(pieces, words),
    unknown_words: unknownWords,
    unknown_of_words: share(unknownWords, words),
    unknown_of_pieces: share(unknownWords, pieces), // such a word is a single piece
  };
}

/** Which share of all characters of these words is in the alphabet; null where there are none. */
export function alphabetCoverage(counts: ReadonlyMap<string, number>, alphabet: Iterable<string>): number | null {
  const known = new Set(alphabet);
  let [characters, covered] = [0, 0];
  for (const [word, count] of counts) {
    for (const character of word) {
      characters += count;
      if (known.has(character)) covered += count;
    }
  }
  return share(covered, characters);
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
