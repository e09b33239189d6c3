/** Unigram tokenizers, against Hugging Face's Rust tokenizers. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/unigram.json" with { type: "json" };
import { codePointsOf } from "./code-points.ts";
import { createTokenizer, type Piece, TokenizerError } from "./tokenizer.ts";

const open = (changes: object = {}, maxLength = 1024) =>
  createTokenizer({ ...golden.tokenizer, ...changes }, { maxLength });

/** As the golden file counts: in code points, one pair after the other. */
function offsetsOf(text: string, pieces: readonly Piece[]): number[] {
  const inCodePoints = codePointsOf(text);
  return pieces.flatMap(({ start, end }) => [inCodePoints(start), inCodePoints(end)]);
}

describe.each(golden.groups)("read $name", ({ normalizer, pre_tokenizer, cases }) => {
  test("every token of every text is what the Rust tokenizers say, and where they say", () => {
    const tokenizer = open({ normalizer, pre_tokenizer });
    for (const { text, ids, offsets, words } of cases) {
      const { pieces } = tokenizer.encodeWithOffsets(text);
      const found = {
        ids: pieces.map(({ id }) => id),
        offsets: offsetsOf(text, pieces),
        words: pieces.map(({ word }) => word),
      };
      expect({ text, ...found }).toEqual({ text, ids, offsets, words });
    }
  });

  test("with offsets or without, the tokens are the same", () => {
    const tokenizer = open({ normalizer, pre_tokenizer });
    for (const { text } of cases) {
      const { pieces, ...encoding } = tokenizer.encodeWithOffsets(text);
      expect(encoding).toEqual(tokenizer.encode(text));
      expect(encoding.ids.slice(1, -1)).toEqual(pieces.map(({ id }) => id));
    }
  });
});

describe("pairs and truncation", () => {
  const cases: {
    text: string;
    pair?: string;
    max_length: number;
    ids: number[];
    type_ids: number[];
    truncated: boolean;
  }[] = golden.pairs;
  test.each(cases)("$text | $pair | $max_length", ({ text, pair, max_length, ids, type_ids, truncated }) => {
    const encoding = { ids, typeIds: type_ids, truncated };
    expect(open({}, max_length).encode(text, pair)).toEqual(encoding);
    if (pair === undefined) return;
    const { pieces, secondAt, ...placed } = open({}, max_length).encodePairWithOffsets(text, pair);
    expect(placed).toEqual(encoding);
    expect(pieces[0].map(({ id }) => id)).toEqual(ids.slice(1, secondAt - 2));
    expect(pieces[1].map(({ id }) => id)).toEqual(ids.slice(secondAt, -1));
  });
});

describe("words", () => {
  test.each(golden.words)("$words | $max_length", ({ words, max_length, ids, word_ids }) => {
    const encoded = open({}, max_length).encodeWords(words);
    expect(encoded.ids).toEqual(ids);
    expect(encoded.firstPieces).toEqual(
      words.map((_, word) => (word_ids as (number | null)[]).indexOf(word)).map((at) => (at === -1 ? null : at)),
    );
  });
});

describe("windows", () => {
  test.each(golden.windows)(
    "$question | $max_length | $stride",
    ({ question, context, max_length, stride, windows }) => {
      const encoded = open().encodeWindows(question, context, { maxLength: max_length, stride });
      expect(
        encoded.windows.map(({ ids, contextAt, from, to }) => ({
          ids,
          offsets: offsetsOf(context, encoded.context.slice(from, to)),
          contextAt: ids.indexOf(2) + 2 === contextAt, // behind the first </s> and the second
        })),
      ).toEqual(windows.map((window) => ({ ...window, contextAt: true })));
    },
  );
});

test("offsets are UTF-16 units", () => {
  const text = "𠀀𠮷 river";
  const { pieces } = open().encodeWithOffsets(text);
  const second = pieces.filter(({ word }) => word === 1);
  expect(text.slice(second[0]!.start, second.at(-1)!.end)).toBe("river");
});

test("special tokens are found by their spelling, and what stands for padding and the unknown", () => {
  const tokenizer = open();
  expect([tokenizer.padId, tokenizer.unknownId]).toEqual([1, 3]);
  expect(tokenizer.tokenOf(2)).toBe("</s>");
  expect(() => tokenizer.tokenOf(tokenizer.largest.id + 1)).toThrow(RangeError);
});

test("long texts and words take time in proportion: in their square these would take longer than any limit of a test", () => {
  const tokenizer = open();
  const long = [
    "the old lighthouse ".repeat(50_000),
    "river".repeat(200_000),
    "\u{13000}".repeat(300_000), //               unknown characters, one piece
    " ".repeat(1_000_000),
    `a${"\u0301\u0316".repeat(200_000)}`, //      marks out of their canonical order
    `${"e\u0301".repeat(10)} `.repeat(20_000),
  ];
  expect(long.map((text) => tokenizer.encode(text).truncated)).toEqual([true, true, false, false, true, true]);
});

const { model, post_processor: post, ...rest } = golden.tokenizer;
const metaspace = golden.tokenizer.pre_tokenizer.pretokenizers[1]!;
const vocab = model.vocab as [string, number][];
const replace = (pattern: object, content = "") => ({ normalizer: { type: "Replace", pattern, content } });
test.each<[string, object, string]>([
  ["bytes for the unknown", { model: { ...model, byte_fallback: true } }, "bytes in the place of unknown characters"],
  ["what it has not heard of", { model: { ...model, alpha: 0.1 } }, "has the unknown key alpha"],
  ["a vocabulary without scores", { model: { ...model, vocab: ["<s>"] } }, "model.vocab: expected a list of pieces"],
  [
    "a piece twice",
    { model: { ...model, vocab: [...vocab, [vocab[9]![0], -1]] } },
    `lists the piece ${JSON.stringify(vocab[9]![0])} twice`,
  ],
  ["an empty piece", { model: { ...model, vocab: [...vocab, ["", -1]] } }, "a piece of the vocabulary is empty"],
  ["an unknown piece that is none", { model: { ...model, unk_id: 5000 } }, "unk_id is 5000, but the vocabulary has"],
  ["a normaliser of another kind", { normalizer: { type: "Precompiled" } }, "normalizer.type: is none of NFC,"],
  [
    "one in a sequence",
    { normalizer: { type: "Sequence", normalizers: [{ type: "Lowercase" }] } },
    "normalizer.normalizers.0.type: is none of",
  ],
  ["a pattern that engines may read differently", replace({ Regex: "\\s+" }), "is no regular expression that is known"],
  ["a class that they may", replace({ Regex: "[^a]" }), "is no regular expression that is known"],
  ["parts of a match", replace({ Regex: "a+" }, "$0"), "content that takes parts of a match"],
  ["an empty pattern", replace({ String: "" }), "normalizer.pattern.String: is empty"],
  ["another pre-tokenizer", { pre_tokenizer: { type: "Whitespace" } }, "pre_tokenizer.type: is neither Metaspace nor"],
  [
    "no ▁ before texts",
    { pre_tokenizer: { ...metaspace, prepend_scheme: "never" } },
    "only Metaspace that puts ▁ before every",
  ],
  ["another template", { post_processor: { ...post, pair: post.single } }, "post_processor.pair: must be <s> $A </s>"],
  ["none", { post_processor: null }, "post_processor: expected an object"],
  [
    "token types",
    { post_processor: { ...post, single: [{ Sequence: { id: "A", type_id: 1 } }] } },
    "post_processor.single: must be <s> $A </s>, with all token types 0",
  ],
  [
    "ids of special tokens that are not the vocabulary's",
    { post_processor: { ...post, special_tokens: { "<s>": { ids: [7] }, "</s>": { ids: [2] } } } },
    "post_processor has the id 7 for <s>, the vocabulary 0",
  ],
  [
    "no padding",
    {
      model: { ...model, vocab: vocab.map(([piece, score]) => [piece === "<pad>" ? "<p>" : piece, score]) },
      added_tokens: [],
    },
    "has no <pad> token",
  ],
])("refuses %s", (_, changes, reason) => {
  const file = { model, post_processor: post, ...rest, ...changes };
  expect(() => createTokenizer(file, { maxLength: 8 })).toThrow(TokenizerError);
  expect(() => createTokenizer(file, { maxLength: 8 })).toThrow(reason);
});

test("older files say otherwise that ▁ stands before texts", () => {
  const older = { type: "Metaspace", replacement: "▁", add_prefix_space: true, str_rep: "▁" };
  expect(open({ pre_tokenizer: older }).encode("the river").ids).toEqual(open().encode("the river").ids);
});
