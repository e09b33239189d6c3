import { expect, test } from "vitest";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

const vocab = Object.fromEntries(
  ["[UNK]", "un", "##believ", "##able", "##a", "unb", "a", "😀", "##😀"].map((t, i) => [t, i]),
);
const tokenize = wordPiece(WordPieceModel.parse({ vocab, max_input_chars_per_word: 12 }));

test.each([
  ["takes the longest beginning, even where a shorter one would lead on", "unbelievable", ["[UNK]"]],
  ["splits into known pieces", "una", ["un", "##a"]],
  ["a piece inside a word needs its prefix", "aun", ["[UNK]"]],
  ["a word that ends unknown is unknown as a whole", "unx", ["[UNK]"]],
  ["counts code points, not UTF-16 units", "😀".repeat(12), ["😀", ...new Array(11).fill("##😀")]],
  ["one code point more than the limit is unknown", "😀".repeat(13), ["[UNK]"]],
  ["half a surrogate pair is unknown", "\ud83d", ["[UNK]"]],
  ["the empty word has no token", "", []],
])("%s", (_, word, tokens) => {
  expect(tokenize([word])).toEqual(tokens);
});

test("words follow each other", () => {
  expect(tokenize(["a", "x", "una"])).toEqual(["a", "[UNK]", "un", "##a"]);
});
