import { expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/tokenizer.json" with { type: "json" };
import unigram from "../../test/golden/unigram.json" with { type: "json" };
import { encodeWithWords } from "./encode-with-words.ts";

const tokenizer = (maxLength: number) => createTokenizer(golden.tokenizer, { maxLength });

test.each([
  "the film",
  "  the   film ",
  "the un-able film, (the)",
  "caf\u0301e \u0000 film",
  "the \u00a0 film",
  "\ud83d\ude00 the",
])("%j: words begin where they would if each were cut up by itself", (text_a) => {
  const { encoding, firstPieces, tokens } = encodeWithWords({ text_a }, tokenizer(64));
  const alone = tokenizer(64).encodeWords(text_a.split(" ").filter(Boolean));
  expect(encoding.ids).toEqual(alone.ids);
  expect(firstPieces).toEqual(alone.firstPieces);
  expect(tokens).toBe(alone.ids.length);
});

test("words that are cut off have no place, nor have those of the second of two texts", () => {
  const cut = encodeWithWords({ text_a: "the film the film" }, tokenizer(4));
  expect(cut).toMatchObject({ firstPieces: [1, 2, null, null], tokens: 4 });
  const pair = encodeWithWords({ text_a: "the film", text_b: "film the film" }, tokenizer(64));
  expect(pair.encoding.ids).toEqual(tokenizer(64).encode("the film", "film the film").ids);
  expect(pair).toMatchObject({ firstPieces: [1, 2], tokens: 4 });
  const both = encodeWithWords({ text_a: "the film the film", text_b: "the film the" }, tokenizer(8));
  expect(both.firstPieces.slice(both.tokens - 2)).toEqual(both.firstPieces.slice(both.tokens - 2).map(() => null));
});

test("a Unigram tokenizer's pieces begin at the blank before a word: the first with a letter of the word is its first", () => {
  const xlmr = createTokenizer(unigram.tokenizer, { maxLength: 64 });
  const text_a = "the  river sang, by breakfast";
  for (const text_b of [undefined, "the river"]) {
    const { encoding, firstPieces, tokens } = encodeWithWords({ text_a, text_b }, xlmr);
    expect(encoding.ids).toEqual(xlmr.encode(text_a, text_b).ids);
    const { pieces } = xlmr.encodeWithOffsets(text_a);
    expect(tokens).toBe(pieces.length + 2);
    const begun = firstPieces.map(
      (place) => text_a.slice(pieces[place! - 1]!.start, pieces[place! - 1]!.end).trim()[0],
    );
    expect(begun).toEqual(["t", "r", "s", "b", "b"]);
  }
});
