import { expect, test } from "vitest";
import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { alphabetCoverage, cutFigures } from "./cut-figures.ts";
import { SPECIAL_TOKENS, wordPieceFile } from "./word-piece-file.ts";

// The vocabulary of Zhao et al.'s notes: "reading" is unknown as a whole, for no piece goes on with an i.
const PIECES = [...SPECIAL_TOKENS, "the", "teach", "##er", "read", "##s", "small", "word"];
const { splitter, special } = openTokenizerFile(wordPieceFile(PIECES, 100));
const unknown = splitter.idOf(special.unknown)!;

test("words are weighted by how often they occur", () => {
  const counts = new Map([
    ["the", 5],
    ["readers", 2],
    ["reading", 3],
  ]);
  expect(cutFigures(counts, splitter, unknown)).toEqual({
    words: 10,
    pieces: 5 + 2 * 3 + 3,
    pieces_a_word: 1.4,
    unknown_words: 3,
    unknown_of_words: 0.3,
    unknown_of_pieces: 3 / 14,
  });
  expect(alphabetCoverage(counts, "theradgin")).toBeCloseTo(1 - 2 / 50, 12); // s, twice
});

test("of no words no share is known", () => {
  expect(cutFigures(new Map(), splitter, unknown)).toEqual({
    ...{ words: 0, pieces: 0, unknown_words: 0 },
    ...{ pieces_a_word: null, unknown_of_words: null, unknown_of_pieces: null },
  });
  expect(alphabetCoverage(new Map(), "abc")).toBeNull();
});
