import { expect, test } from "vitest";
import { SPECIAL_TOKENS, wordPieceFile } from "../vocabulary/word-piece-file.ts";
import type { Encoder } from "./encoder.ts";
import { withVocabulary } from "./other-vocabulary.ts";
import { prunedEncoder } from "./pruned-encoder.ts";

const WORDS = "bert.embeddings.word_embeddings.weight";
const file = (...pieces: string[]) => JSON.stringify(wordPieceFile([...SPECIAL_TOKENS, ...pieces], 100));
const encoder = {
  config: { vocabulary: 9 },
  weights: new Map([[WORDS, { shape: [9, 2], data: Float32Array.from({ length: 18 }, (_, i) => i) }]]),
  tokenizer: file("the", "re", "##a", "##d"),
  digest: "0".repeat(64),
} as unknown as Encoder;

test("shared pieces have the encoder's rows, others the mean of those that spell them", async () => {
  const other = await withVocabulary(encoder, file("##d", "read", "the", "x"));
  const { shape, data } = other.weights.get(WORDS)!;
  expect(shape).toEqual([9, 2]);
  const row = (id: number) => [...data.subarray(2 * id, 2 * id + 2)];
  expect(row(2)).toEqual([4, 5]); // [CLS]
  expect(row(5)).toEqual([16, 17]); // ##d
  expect(row(6).map((x) => x.toFixed(5))).toEqual(["14.00000", "15.00000"]); // re ##a ##d
  expect(row(7)).toEqual([10, 11]); // the
  expect(row(8)).toEqual([2, 3]); // nothing spells x: [UNK]
  expect(other).toMatchObject({ config: { vocabulary: 9 }, origin: encoder });
});

test("its digest is that of encoder and vocabulary", async () => {
  const digests = await Promise.all(
    [file("the"), file("the"), file("a")].map(async (json) => (await withVocabulary(encoder, json)).digest),
  );
  expect(digests[0]).toBe(digests[1]);
  expect(new Set([encoder.digest, ...digests]).size).toBe(3);
});

test("with other words, or fewer, it is still what it was: its origin and what it has read", async () => {
  const base = { name: "own", source: "own@0123456789ab", licence: "MIT" };
  const known = { ...encoder, base, read: ["mlqa/en"] };
  expect(await withVocabulary(known, file("the"))).toMatchObject({ base, read: ["mlqa/en"] });
  expect(await prunedEncoder(known, [5])).toMatchObject({ base, read: ["mlqa/en"] });
});
