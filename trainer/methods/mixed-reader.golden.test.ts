/** The teacher of two vocabularies against PyTorch and transformers: test/golden/mixed-vocabulary.py. */
import { beforeAll, describe, expect, test } from "vitest";
import golden from "../../test/golden/mixed-vocabulary.json" with { type: "json" };
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor2D, tf, useBackend } from "../backend/tf.ts";
import type { ReadPiece, Vocabulary } from "../data/mixed-text.ts";
import { importEncoder } from "../models/import-hf.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import type { Weights } from "../models/weights.ts";
import { embedding } from "../nn/embedding.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { affineTable } from "./affine-table.ts";
import { asCompanion } from "./companions.ts";
import { toMixedInput } from "./mixed-input.ts";
import { freshMixedReader, mixedGuesses, mixedWordLoss, readerConfig, type SecondTable } from "./mixed-reader.ts";

const encoder = await importEncoder(new URL("../../test/golden/tiny-bert", import.meta.url).pathname);
const texts = golden.texts.map((text) =>
  text.map((piece): ReadPiece => {
    const [id, of, was, wasOf] = piece as [number, Vocabulary, number?, Vocabulary?];
    return was === undefined ? { id, of } : { id, of, guess: { id: was, of: wasOf! } };
  }),
);
const given = (name: keyof typeof golden.given): Weights => {
  const { shape, data } = golden.given[name];
  return { shape, data: Float32Array.from(data) };
};

const WORDS = "bert.embeddings.word_embeddings.weight";
const NAMES: Record<string, string> = {
  table: `companion.teacher/${WORDS}`,
  query: "companion.teacher/bert.encoder.layer.1.attention.self.query.weight",
  bias: "companion.teacher/cls.predictions.bias",
  student_bias: "companion.teacher/student_pieces.bias",
  narrow: WORDS,
  a: "companion.affine/weight",
  b: "companion.affine/bias",
  wide: "companion.student_pieces/weight",
};

/** The teacher under the golden head. */
function reader(): Map<string, Weights> {
  const head = "cls.predictions.";
  const own: [string, Weights][] = [
    [`${head}bias`, given("bias")],
    [`${head}transform.dense.weight`, given("dense.weight")],
    [`${head}transform.dense.bias`, given("dense.bias")],
    [`${head}transform.LayerNorm.weight`, given("norm.weight")],
    [`${head}transform.LayerNorm.bias`, given("norm.bias")],
    ["student_pieces.bias", given("student_bias")],
  ];
  return new Map([...freshMixedReader(encoder, 9, 1), ...asCompanion("teacher", own)]);
}

const wide: SecondTable = {
  vectors: (p, ids) => embedding(p[NAMES.wide!]!, ids),
  logits: (p, g) => tf.matMul(g, p[NAMES.wide!] as Tensor2D, false, true),
};
const affine: [string, Weights][] = [
  [WORDS, given("narrow")],
  ...asCompanion("affine", [["weight", given("a")], ["bias", given("b")]]), // biome-ignore format: pairs
];
const CASES = {
  affine: { second: affineTable, also: affine },
  wide: { second: wide, also: asCompanion("student_pieces", [["weight", given("wide")]]) },
} as const;

forEachBackend(() => {
  describe.each(["affine", "wide"] as const)("a second table, %s", (kind) => {
    test("loss and gradients are PyTorch's", () => {
      const { second, also } = CASES[kind];
      const expected = golden[kind];
      const parameters = weightTensors([...reader(), ...also]);
      const { value, gradients } = tf.tidy(() => {
        const input = toMixedInput(texts);
        return valueAndGradients(parameters, () =>
          mixedWordLoss(mixedGuesses(parameters, readerConfig(encoder), input, second), input.guesses),
        );
      });
      expect(value.dataSync()[0]).toBeCloseTo(expected.loss, 5);
      for (const [name, numbers] of Object.entries(expected.gradients)) {
        const own = gradients[NAMES[name]!]!.dataSync();
        const largest = Math.max(...numbers.map(Math.abs));
        for (const [i, x] of numbers.entries()) expect(Math.abs(own[i]! - x)).toBeLessThan(2e-5 * largest);
      }
    });
  });
});

describe("by hand", () => {
  beforeAll(() => useBackend("cpu"));
  const A = tf.tensor2d([1, 0, 0, 2, 1, -1], [3, 2]);
  const rows = tf.tensor2d([1, 2, 0, -1], [2, 2]);
  const parameters = {
    [WORDS]: rows,
    "companion.affine/weight": A,
    "companion.affine/bias": tf.tensor1d([0.5, 0, -0.5]),
  };

  test("pieces of the student are raised to the teacher's width", () => {
    const vectors = affineTable.vectors(parameters, tf.tensor1d([0, 1], "int32"));
    expect([...vectors.dataSync()]).toEqual([1.5, 4, -1.5, 0.5, -2, 0.5]);
  });

  test("logits are tied to their table, and b changes no probability", () => {
    const g = tf.tensor2d([1, 2, 0], [1, 3]);
    const logits = affineTable.logits(parameters, g);
    expect([...logits.dataSync()]).toEqual([9, -4]);
    const other = tf.matMul(g, tf.matMul(A, rows, false, true));
    expect([...other.dataSync()]).toEqual([9, -4]);
    const shifted = tf.softmax(tf.add(logits, 0.5) as Tensor2D).dataSync(); // b · g
    expect([...shifted]).toEqual([...tf.softmax(logits as Tensor2D).dataSync()]);
  });

  test("each guess is scored among the pieces of its own vocabulary", () => {
    const row = (id: number) => ({ rows: tf.tensor1d([0], "int32"), words: tf.tensor1d([id], "int32"), count: 1 });
    const logits = { teacher: tf.tensor2d([2, 0, 1], [1, 3]), student: tf.tensor2d([0, 1], [1, 2]) };
    const loss = mixedWordLoss(logits, { teacher: row(0), student: row(1) }).dataSync()[0]!;
    expect(2 * loss).toBeCloseTo(0.720868, 6);
    const one = mixedWordLoss(logits, { teacher: row(0), student: { ...row(1), count: 0 } }).dataSync()[0]!;
    expect(one).toBeCloseTo(0.407606, 6); // a place for the gradient alone counts nothing
  });
});
