import { expect, test } from "vitest";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import golden from "../../../test/golden/tokenizer.json" with { type: "json" };
import { MIN_TOKENS, paragraphCutter } from "./cut-paragraph.ts";

const open = (maxLength: number) => createTokenizer(golden.tokenizer, { maxLength });
const PARAGRAPH = "Unbelievable, the crème brûlée of 1984! 漢字 and zebras; qualms? ".repeat(6);

test("the pieces together are what the tokenizer makes of the whole, whatever its own limit", () => {
  const whole = open(10_000).encode(PARAGRAPH).ids;
  const [cls, sep] = [whole[0], whole.at(-1)];
  for (const limit of [16, 32, 10_000]) {
    const pieces = paragraphCutter(open(limit), 32)(PARAGRAPH);
    for (const piece of pieces) expect([piece[0], piece.at(-1)]).toEqual([cls, sep]);
    expect(pieces.slice(0, -1).every(({ length }) => length === 32)).toBe(true);
    const joined = pieces.flatMap((piece) => [...piece.subarray(1, -1)]);
    const text = whole.slice(1, -1);
    expect(text.length - joined.length).toBeLessThan(MIN_TOKENS);
    expect(joined).toEqual(text.slice(0, joined.length));
  }
});

test("a piece of fewer than eight tokens is left out", () => {
  const lengths = (tokens: number) =>
    paragraphCutter(open(128), 22)("a ".repeat(tokens)).map(({ length }) => length - 2);
  expect([7, 8, 20, 27, 28].map(lengths)).toEqual([[], [8], [20], [20], [20, 8]]);
  expect(lengths(0)).toEqual([]);
});

test("an id of more than 16 bits is refused", () => {
  const { model } = golden.tokenizer;
  const vocab = { ...model.vocab, zebra: 0x10000 };
  const cut = paragraphCutter(
    createTokenizer({ ...golden.tokenizer, model: { ...model, vocab } }, { maxLength: 64 }),
    64,
  );
  expect(() => cut("a zebra")).toThrow(new RangeError("token 65536 needs more than 16 bits"));
});

test("with whole words no piece ends within one, and nothing is lost between them", () => {
  const tokenizer = open(10_000);
  const words = tokenizer.encodeWithOffsets(PARAGRAPH).pieces;
  const borders = new Set(words.flatMap(({ word }, i) => (i === 0 || words[i - 1]!.word !== word ? [i] : [])));
  for (const maxLength of [16, 22, 32]) {
    let at = 0;
    for (const piece of paragraphCutter(tokenizer, maxLength, true)(PARAGRAPH)) {
      expect(borders.has(at)).toBe(true);
      const ids = [...piece.subarray(1, -1)];
      expect(ids).toEqual(words.slice(at, at + ids.length).map(({ id }) => id));
      expect(piece.length).toBeLessThanOrEqual(maxLength);
      at += ids.length;
    }
    expect(words.length - at).toBeLessThan(MIN_TOKENS);
  }
});

test("a word that is longer than a piece is cut all the same", () => {
  const lengths = paragraphCutter(open(128), 12, true)("z".repeat(25)).map(({ length }) => length - 2);
  expect(lengths).toEqual([10, 10]);
});
