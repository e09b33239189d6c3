import { describe, expect, test } from "vitest";
import golden from "../../test/golden/tokenizer.json" with { type: "json" };
import { createTokenizer, TokenizerError } from "./tokenizer.ts";

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

test("long texts and words take time in proportion: in their square these would take longer than any limit of a test", () => {
  const tokenizer = open();
  const long = [
    "unbelievable film ".repeat(150_000),
    "a".repeat(1_000_000),
    `${"q".repeat(100)} `.repeat(10_000), //                   every letter its own token
    `a${"\u0301\u0316".repeat(500_000)}`, //                   marks out of their canonical order
  ];
  const lengths = long.map((text) => tokenizer.encode(text).ids.length);
  expect(lengths).toEqual([128, 3, 128, 3]);
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
