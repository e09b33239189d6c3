import { expect, test } from "vitest";
import { encodingMisfit, tablesOf, tokenizerMisfit } from "./tokenizer-fits.ts";

const tables = { words: 80, positions: 32, tokenTypes: 2 };
const tokenizer = (id: number) => ({ largest: { token: "vax", id } });

test.each([
  ["the last row", 79, tables, {}, undefined],
  ["as many tokens as positions", 79, tables, { maxLength: 32 }, undefined],
  ["one token type, for texts", 79, { ...tables, tokenTypes: 1 }, { task: "text-classification" }, undefined],
  ["an id beyond the words", 80, tables, {}, /id 80 \("vax"\), but the word table has 80 rows/],
  ["more tokens than positions", 79, tables, { maxLength: 33 }, /33 tokens, but the position table has 32 rows/],
  ["one token type, for questions", 79, { ...tables, tokenTypes: 1 }, { task: "question-answering" }, /one token type/],
  ["no token type", 79, { ...tables, tokenTypes: 0 }, {}, /no rows/],
] as const)("%s", (_, id, tables, use, misfit) => {
  const found = tokenizerMisfit(tokenizer(id), tables, use);
  if (misfit === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(misfit);
});

test.each([
  [{ ids: [2, 79, 3], typeIds: [0, 0, 1] }, tables, undefined],
  [{ ids: [2, 80, 3], typeIds: [0, 0, 0] }, tables, /id 80/],
  [{ ids: [2, 5, 3], typeIds: [0, 0, 1] }, { ...tables, tokenTypes: 1 }, /pair of texts/],
  [{ ids: [2, 5, 3], typeIds: [0, 0, 2] }, tables, /the type 2, but the model has 2/],
  [{ ids: Array(33).fill(5), typeIds: Array(33).fill(0) }, tables, /33 tokens, but the model has 32 positions/],
] as const)("%j", (encoding, tables, misfit) => {
  const found = encodingMisfit({ ids: [...encoding.ids], typeIds: [...encoding.typeIds] }, tables);
  if (misfit === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(misfit);
});

test("a model that looks up neither positions nor token types takes texts of any length, and pairs", () => {
  const wordsAlone = tablesOf({ embeddings: { word: { rows: 80 } } });
  expect(tokenizerMisfit(tokenizer(79), wordsAlone, { maxLength: 10_000, task: "question-answering" })).toBeUndefined();
  expect(encodingMisfit({ ids: Array(600).fill(5), typeIds: Array(600).fill(1) }, wordsAlone)).toBeUndefined();
  expect(encodingMisfit({ ids: [80], typeIds: [0] }, wordsAlone)).toMatch(/id 80/);
});
