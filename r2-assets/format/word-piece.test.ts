import { expect, test } from "vitest";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

const TOKENS = ["[UNK]", "un", "##believ", "##able", "##a", "unb", "a", "😀", "##😀"];
const vocab = Object.fromEntries(TOKENS.map((token, id) => [token, id]));
const model = wordPiece(WordPieceModel.parse({ vocab, max_input_chars_per_word: 12 }));

const piecesOf = (word: string) => {
  const pieces: [token: string, end: number][] = [];
  model.split(word, (id, start, end) => {
    expect(start).toBe(pieces.at(-1)?.[1] ?? 0);
    pieces.push([TOKENS[id]!, end]);
  });
  return pieces;
};

test.each([
  ["takes the longest beginning, even where a shorter one would lead on", "unbelievable", [["[UNK]", 12]]],
  [
    "splits into known pieces",
    "una",
    [
      ["un", 2],
      ["##a", 3],
    ],
  ],
  ["a piece inside a word needs its prefix", "aun", [["[UNK]", 3]]],
  ["a word that ends unknown is unknown as a whole", "unx", [["[UNK]", 3]]],
  [
    "counts code points, not UTF-16 units",
    "😀".repeat(12),
    Array.from({ length: 12 }, (_, i) => [i === 0 ? "😀" : "##😀", 2 * i + 2]),
  ],
  ["one code point more than the limit is unknown", "😀".repeat(13), [["[UNK]", 26]]],
  ["half a surrogate pair is unknown", "\ud83d", [["[UNK]", 1]]],
  ["the empty word has no token", "", []],
])("%s", (_, word, pieces) => {
  expect(piecesOf(word)).toEqual(pieces);
});

test("the vocabulary can be asked, in both directions", () => {
  expect(TOKENS.map((token) => model.idOf(token))).toEqual(TOKENS.map((_, id) => id));
  expect(model.idOf("##un")).toBeUndefined();
  expect(model.entries().sort(([, a], [, b]) => a - b)).toEqual(Object.entries(vocab));
});

test("a vocabulary without the unknown token is refused", () => {
  expect(() => wordPiece(WordPieceModel.parse({ vocab: { a: 0 } }))).toThrow("the vocabulary has no [UNK]");
});
