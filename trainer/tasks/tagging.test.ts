import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tagging } from "./tagging.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const file = JSON.parse(await readFile(tiny, "utf8"));
const labels = tagging.labels(SUITES["wikiann/en"]);

/** Each token that the row is cut into, with what it is to say. */
function taught(tokens: string[], tags: string[], maxLength = 32): string[] | undefined {
  const tokenizer = createTokenizer(file, { maxLength });
  const { ids } = tokenizer.encodeWords(tokens);
  const [targets] = tagging.targetsOf({ id: "r", tokens, tags }, labels, tokenizer) ?? [];
  return (targets as number[] | undefined)?.map((target, i) => `${tokenizer.tokenOf(ids[i])} ${labels[target] ?? "-"}`);
}

test("a word's first piece has its tag, its further pieces go on with its type, special tokens are not asked", () => {
  expect(taught(["Unable", "hopeful", "rain", "coppery", "."], ["B-PER", "I-PER", "O", "B-LOC", "O"])).toEqual([
    "[CLS] -",
    "un B-PER",
    "##able I-PER",
    "hope I-PER",
    "##ful I-PER",
    "rain O",
    "copper B-LOC",
    "##y I-LOC",
    ". O",
    "[SEP] -",
  ]);
});

test("further pieces of a word outside are outside", () => {
  expect(taught(["kindly"], ["O"])).toEqual(["[CLS] -", "kind O", "##ly O", "[SEP] -"]);
});

test("words that are cut off, or have no piece at all, teach nothing", () => {
  expect(taught(["rain", "coppery"], ["O", "B-LOC"], 4)).toEqual(["[CLS] -", "rain O", "copper B-LOC", "[SEP] -"]);
  expect(taught(["\u0000", "rain"], ["B-PER", "I-PER"])).toEqual(["[CLS] -", "rain I-PER", "[SEP] -"]);
  expect(taught(["\u0000"], ["B-PER"])).toBeUndefined();
});

test("words without tags, and texts cut at blanks, are rows without entities", () => {
  const tags = ["O", "O"];
  expect(tagging.unlabelled?.({ id: "1", tokens: ["a", "b c"] })).toEqual({ id: "1", tokens: ["a", "b c"], tags });
  expect(tagging.unlabelled?.({ id: "2", text_a: " a \n b" })).toEqual({ id: "2", tokens: ["a", "b"], tags });
});
