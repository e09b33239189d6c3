import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { learnWordPieces } from "./learn-word-pieces.ts";
import { SPECIAL_TOKENS, wordPieceFile } from "./word-piece-file.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../test/golden/${name}.json`, import.meta.url), "utf8"));
const golden = read("learnt-word-pieces");
const counts = new Map(Object.entries<number>(read("word-piece-trainer").counts));
const { pieces } = learnWordPieces(counts, { size: golden.size, specialTokens: SPECIAL_TOKENS });
const tokenizer = createTokenizer(wordPieceFile(pieces, 100), { maxLength: 512 });

test("the file is as Hugging Face's tokenizers write it", () => {
  expect(wordPieceFile(pieces, 100)).toEqual(golden.tokenizer);
});

test.each(golden.texts as { text: string; ids: number[]; offsets: [number, number][] }[])(
  "ids and places are those of Python's tokenizers: $text",
  ({ text, ids, offsets }) => {
    const encoding = tokenizer.encodeWithOffsets(text);
    const place = codePointsOf(text);
    expect(encoding.ids).toEqual(ids);
    expect(encoding.pieces.map(({ start, end }) => [place(start), place(end)])).toEqual(offsets);
  },
);

test.each(golden.pairs as { text: string; pair: string; ids: number[]; type_ids: number[] }[])(
  "so are those of a pair: $text | $pair",
  ({ text, pair, ids, type_ids }) => {
    const encoding = tokenizer.encode(text, pair);
    expect([encoding.ids, encoding.typeIds]).toEqual([ids, type_ids]);
  },
);

test("what a learnt word was made of is its text again", () => {
  for (const word of counts.keys()) {
    const { ids } = tokenizer.encode(word);
    expect(tokenizer.join(ids.slice(1, -1).map((id) => tokenizer.tokenOf(id)))).toBe(word);
    expect(ids).not.toContain(tokenizer.unknownId);
  }
});

test("a longer word than the file allows is unknown", () => {
  const short = createTokenizer(wordPieceFile(pieces, 5), { maxLength: 512 });
  expect(short.encode("ferry").ids).not.toContain(short.unknownId);
  expect(short.encode("ferrys").ids).toContain(short.unknownId);
});
