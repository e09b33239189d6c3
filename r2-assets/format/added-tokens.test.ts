/** Added tokens, their flags and places, against Hugging Face's Rust tokenizers. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/added-tokens.json" with { type: "json" };
import { codePointsOf } from "./code-points.ts";
import { createTokenizer } from "./tokenizer.ts";

const open = (changes: object) => createTokenizer({ ...golden.tokenizer, ...changes }, { maxLength: 512 });

describe.each(golden.groups)("$name", ({ changes, cases }) => {
  test.each(cases)("$text", ({ text, ids, offsets }) => {
    const tokenizer = open(changes);
    const { pieces } = tokenizer.encodeWithOffsets(text);
    const inCodePoints = codePointsOf(text);
    const found = pieces.flatMap(({ start, end }) => [inCodePoints(start), inCodePoints(end)]);
    expect({ ids: pieces.map(({ id }) => id), offsets: found }).toEqual({ ids, offsets });
    expect(tokenizer.encode(text).ids.slice(1, -1)).toEqual(ids);
  });
});

describe("a file that Rust reads otherwise than it stands is refused", () => {
  const free = Object.keys(golden.tokenizer.model.vocab).length;
  test.each<[string, object[], string]>([
    ["an id that is not the next", [{ id: free + 3, content: "covid" }], `has the id ${free + 3}, but`],
    ["another id than the vocabulary's", [{ id: free, content: "cat" }], `"cat" has the id ${free}, but`],
    ["the id of another word", [{ id: 7, content: "covid" }], `give it ${free}`],
    ["a token twice", [0, 1].map((i) => ({ id: free + i, content: "covid", normalized: i === 1 })), "is listed twice"],
    ["nothing once normalised", [{ id: free, content: "\u200b", normalized: true }], "nothing of the added token"],
    [
      "two that are one when normalised",
      ["Vax", "vax"].map((content, i) => ({ id: free + i, content, normalized: true })),
      '"vax" is the same as another',
    ],
  ])("%s", (_, tokens, reason) => {
    const normalizer = { type: "BertNormalizer" };
    expect(() => open({ normalizer, added_tokens: tokens })).toThrow(`tokenizer.json cannot be used: `);
    expect(() => open({ normalizer, added_tokens: tokens })).toThrow(reason);
  });
});

test("ids of added tokens go on from the vocabulary's, in the order of the file", () => {
  const free = Object.keys(golden.tokenizer.model.vocab).length;
  const added_tokens = ["covid", "cat", "vax"].map((content, i) => ({
    id: [free, golden.tokenizer.model.vocab.cat, free + 1][i],
    content,
  }));
  const tokenizer = open({ normalizer: { type: "BertNormalizer" }, added_tokens });
  expect(tokenizer.encode("vax cat covid").ids.slice(1, -1)).toEqual([
    free + 1,
    golden.tokenizer.model.vocab.cat,
    free,
  ]);
  expect(tokenizer.largest).toEqual({ token: "vax", id: free + 1 });
});
