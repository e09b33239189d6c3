import { describe, expect, test } from "vitest";
import golden from "../../test/golden/tokenizer.json" with { type: "json" };
import { createTokenizer, longestFirst, padBatch, TokenizerError } from "./tokenizer.ts";

const open = (maxLength = 128) => createTokenizer(golden.tokenizer, { maxLength });

describe("ids are those of Hugging Face's Rust tokenizers", () => {
  const cases: {
    text: string;
    pair?: string;
    max_length: number;
    ids: number[];
    type_ids?: number[];
    truncated: boolean;
  }[] = golden.cases;
  test.each(cases)("$text | $pair | $max_length", ({ text, pair, max_length, ids, type_ids, truncated }) => {
    const encoding = open(max_length).encode(text, pair);
    expect(encoding).toEqual({ ids, typeIds: type_ids ?? ids.map(() => 0), truncated });
  });
});

test("a text of 10,000 words and one of 32,768 letters without a space take well under a second", () => {
  const tokenizer = open();
  const started = performance.now();
  const long = [
    "unbelievable film ".repeat(5000),
    "a".repeat(32_768),
    `${"q".repeat(100)} `.repeat(324), //                      every letter its own token
    `a${"\u0301\u0316".repeat(16_383)}`, //                    marks out of their canonical order
  ];
  const lengths = long.map((text) => tokenizer.encode(text).ids.length);
  expect(lengths).toEqual([128, 3, 128, 3]);
  expect(performance.now() - started).toBeLessThan(2000); // 80 ms on a quiet machine; 1 s and more were it quadratic
});

test.each([
  ["nothing", undefined, "tokenizer.json is not a BERT tokenizer"],
  [
    "another model",
    { ...golden.tokenizer, model: { type: "BPE", vocab: {}, merges: [] } },
    "tokenizer.json is not a BERT tokenizer: model",
  ],
  ["another normaliser", { ...golden.tokenizer, normalizer: { type: "NFC" } }, "normalizer"],
  [
    "no [PAD]",
    { ...golden.tokenizer, added_tokens: [], model: { ...golden.tokenizer.model, vocab: { "[UNK]": 0 } } },
    "no [PAD] token",
  ],
  ["half the file", { model: golden.tokenizer.model, normalizer: golden.tokenizer.normalizer }, "pre_tokenizer"],
  [
    "no unknown token",
    { ...golden.tokenizer, model: { ...golden.tokenizer.model, unk_token: "<unk>" } },
    "tokenizer.json cannot be used: the vocabulary has no <unk>",
  ],
])("refuses %s", (_, file, reason) => {
  expect(() => createTokenizer(file, { maxLength: 8 })).toThrow(TokenizerError);
  expect(() => createTokenizer(file, { maxLength: 8 })).toThrow(reason);
});

test("longestFirst never keeps more than there is or than fits, and wastes no room", () => {
  for (let a = 0; a < 12; a++)
    for (let b = 0; b < 12; b++)
      for (let room = 0; room < 24; room++) {
        const [keepA, keepB] = longestFirst(a, b, room);
        expect(keepA).toBeLessThanOrEqual(a);
        expect(keepB).toBeLessThanOrEqual(b);
        expect(keepA + keepB).toBe(Math.min(a + b, room));
      }
});

describe("padBatch", () => {
  const encodings = [
    { ids: [2, 7, 3], typeIds: [0, 0, 0] },
    { ids: [2, 7, 3, 8, 3], typeIds: [0, 0, 0, 1, 1] },
  ];

  test("pads to the longest, masks what it added", () => {
    expect(padBatch(encodings, { padId: 9 })).toEqual({
      inputIds: Int32Array.of(2, 7, 3, 9, 9, 2, 7, 3, 8, 3),
      attentionMask: Int32Array.of(1, 1, 1, 0, 0, 1, 1, 1, 1, 1),
      tokenTypeIds: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1),
      batch: 2,
      length: 5,
    });
  });

  test("rounds the length up to a multiple", () => {
    expect(padBatch(encodings, { padId: 0, multipleOf: 4 }).length).toBe(8);
    expect(padBatch(encodings, { padId: 0, multipleOf: 5 }).length).toBe(5);
    expect(padBatch([], { padId: 0 })).toMatchObject({ batch: 0, length: 0 });
  });
});
