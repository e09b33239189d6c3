import { expect, test } from "vitest";
import { describeBert } from "../models/bert/config.ts";
import { bertShapes, WORD_TABLE } from "../models/bert/tensors.ts";
import { tinySources } from "./fixtures/tiny-sources.ts";
import { twoVocabularies, WHOLE } from "./fixtures/two-vocabularies.ts";
import { freshWeights, narrowConfig, narrowStudent, wordDirections } from "./narrow.ts";

const OPTIONS = { layers: 2, width: 4, heads: 2, ffn: 6, words: "pca" } as const;
const base = { positions: 512, tokenTypes: 2, layerNormEps: 1e-12, vocabulary: 4928, labels: 2 };

/** With the pooler, which such models are published with, and without a head. */
const parametersOf = (layers: number, width: number) =>
  [...bertShapes({ ...base, pooling: "pooler", layers, width, heads: 1, ffn: 4 * width })]
    .filter(([name]) => !name.startsWith("classifier."))
    .reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b), 0);

test("sizes of the papers' shapes at 4,928 pieces", () => {
  expect(parametersOf(12, 128)).toBe(3_092_608);
  expect(parametersOf(6, 256)).toBe(6_198_016);
  expect([192, 96, 48].map((width) => parametersOf(12, width))).toEqual([6_420_672, 1_874_016, 602_928]);
});

test("words start as coordinates along the directions of the encoder's own table, of both vocabularies alike", async () => {
  const { encoder, config } = await twoVocabularies();
  const student = narrowStudent({ encoder, config, teacher: null, start: null, seed: 3 }, OPTIONS);
  const { axes, origin } = wordDirections(encoder, 4);
  const [narrow, wide] = [student.weights, encoder.weights].map((weights) => weights.get(WORD_TABLE)!);
  expect(narrow!.shape).toEqual([config.vocabulary, 4]);
  for (let id = 0; id < config.vocabulary; id++) {
    // The rest of a least-squares solution stands upright on every axis.
    const rest = Array.from({ length: 8 }, (_, j) => {
      const back = [0, 1, 2, 3].reduce((sum, r) => sum + narrow!.data[id * 4 + r]! * axes.data[j * 4 + r]!, origin[j]!);
      return wide!.data[id * 8 + j]! - back;
    });
    for (let r = 0; r < 4; r++)
      expect(rest.reduce((sum, x, j) => sum + x * axes.data[j * 4 + r]!, 0)).toBeCloseTo(0, 5);
  }
  expect(describeBert(student.config).embeddings.word).toMatchObject({ rows: config.vocabulary, width: 4 });
});

test("behind a start the student is that start under a new head; of another shape it is refused", () => {
  const sources = tinySources(WHOLE);
  const config = narrowConfig(WHOLE, OPTIONS);
  const start = { config, weights: freshWeights(config, 9) };
  const student = narrowStudent({ ...sources, start }, OPTIONS);
  for (const [name, weights] of student.weights)
    expect(weights === start.weights.get(name)).toBe(!name.startsWith("classifier."));
  expect(() => narrowStudent({ ...sources, start }, { ...OPTIONS, ffn: 8 })).toThrow(
    "the start's ffn 6 differ from the student's, 8",
  );
  const other = { ...sources, config: { ...WHOLE, layerNormEps: 1e-5 }, start };
  expect(() => narrowStudent(other, OPTIONS)).toThrow("the start's layerNormEps 1e-12 differ from");
});

test("of an encoder whose tables are widened a student has as many coordinates of a word as the tables, and is widened by nothing", () => {
  const { encoder, config } = tinySources({ ...WHOLE, embeddingWidth: 6 });
  const sources = { encoder, config, teacher: null, start: null, seed: 3 };
  const student = narrowStudent(sources, OPTIONS);
  expect(student.weights.get(WORD_TABLE)!.shape).toEqual([WHOLE.vocabulary, 4]);
  expect(student.config).not.toHaveProperty("embeddingWidth");
  expect(() => narrowStudent(sources, { ...OPTIONS, width: 8 })).toThrow("than the encoder's 6 coordinates of a word");
});

test("what cannot be is told", () => {
  const sources = tinySources(WHOLE);
  const made = (options: object) => () => narrowStudent(sources, { ...OPTIONS, ...options });
  expect(made({ heads: 3 })).toThrow("options.width 4 is not a multiple of the 3 heads");
  expect(made({ width: 16 })).toThrow("options.width 16 is more than the encoder's 8 coordinates of a word");
});
