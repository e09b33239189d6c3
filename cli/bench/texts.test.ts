import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { inputOfTokens, textOfTokens } from "./texts.ts";

/** The vocabulary that the published models share: BERT's uncased one. */
const VOCABULARY = join(import.meta.dirname, "../../r2-assets/models/sst2-teacher/tokenizer.json");
const tokenizer = createTokenizer(JSON.parse(await readFile(VOCABULARY, "utf8")), { maxLength: 512 });

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

test.each([3, 8, 32, 128, 384])("a text of %i tokens has as many, whatever its seed", (tokens) => {
  const lengths = SEEDS.map((seed) => tokenizer.encode(textOfTokens(tokens, seed)).ids.length);
  expect(new Set(lengths)).toEqual(new Set([tokens]));
});

test.each([6, 8, 32, 128, 384])("so has a question with its context of %i", (tokens) => {
  const lengths = SEEDS.map((seed) => {
    const input = inputOfTokens("question-answering", tokens, seed);
    return typeof input === "string" ? null : tokenizer.encode(input.question, input.context).ids.length;
  });
  expect(new Set(lengths)).toEqual(new Set([tokens]));
});

test("another seed is another text", () => {
  expect(new Set(SEEDS.map((seed) => textOfTokens(32, seed))).size).toBe(SEEDS.length);
});
