/** Against test/golden/pkd.json (PyTorch, float64) and the properties that the method's digest lists. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import type { ModelOutput } from "../models/input-output.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { taskNamed } from "../tasks/index.ts";
import type { Batch } from "./method.ts";
import { pkdObjective, pkdSkip } from "./pkd.ts";

const golden = JSON.parse(readFileSync(new URL("../../test/golden/pkd.json", import.meta.url), "utf8"));
const number = (t: Tensor) => t.dataSync()[0];
const objective = (options: Partial<Parameters<typeof pkdObjective>[1]>, task = "sst2") =>
  pkdObjective(
    taskNamed(task),
    { temperature: 1, alpha: 0.5, beta: 1, normalise: true, pooling: "mean", ...options },
    () => {
      throw new Error("the tests say what the teacher says");
    },
  );
/** A batch of texts of one token, so that a layer's mean is its only vector. */
const batchOf = (targets: Tensor): Batch => ({
  input: { mask: tf.ones([targets.shape[0], 1]) as Tensor2D } as never,
  positions: [],
  targets,
});

/** `[examples][layers][d]` -> one `[examples, d]` tensor a layer. */
const perLayer = (values: number[][][]) => values[0].map((_, j) => tf.tensor2d(values.map((row) => row[j])));

const expectClose = (actual: Tensor, expected: number[][], digits: number) =>
  expected.flat().forEach((value, i) => {
    expect(actual.dataSync()[i]).toBeCloseTo(value, digits);
  });

test("options: vectors are means, and normalised, unless a recipe says otherwise", () => {
  const said = { layers: 3, temperature: 10, alpha: 0.5, beta: 0.65 };
  expect(pkdSkip.options.parse(said)).toEqual({ ...said, normalise: true, pooling: "mean" });
  expect(pkdSkip.options.safeParse({ ...said, layers: null }).success).toBe(false);
  expect(pkdSkip.options.safeParse({ ...said, beta: -1 }).success).toBe(false);
});

forEachBackend(() => {
  interface Case {
    normalised: boolean;
    ce: number;
    kl_t2: number;
    patience: number;
    loss: number;
    gradient_student_logits: number[][];
    gradient_student_hidden: number[][][];
  }
  test.each(golden.random_batch.cases as Case[])(
    "the whole loss and its gradients on a batch, normalised: $normalised",
    (expected) => {
      const { alpha, temperature, beta_prime, labels, ...values } = golden.random_batch;
      const teacher = {
        logits: tf.tensor2d(values.teacher_logits) as Tensor2D,
        states: perLayer(values.teacher_hidden),
      };
      const { loss } = objective({ alpha, temperature, beta: beta_prime, normalise: expected.normalised });
      const [first, second] = perLayer(values.student_hidden);
      const logits = tf.tensor2d(values.student_logits);
      const parameters = { logits, first, second };
      const unmatched = tf.zeros(first.shape); // embedding output and last layer must not enter
      const output = { logits, hiddenStates: [unmatched, first, second, unmatched] } as unknown as ModelOutput;
      let terms: Record<string, number> = {};
      const { value, gradients } = valueAndGradients(parameters, () => {
        const result = loss(output, batchOf(tf.tensor1d(labels, "int32")), teacher);
        terms = Object.fromEntries(Object.entries(result.terms).map(([name, term]) => [name, number(term)]));
        return result.total;
      });
      expect(number(value)).toBeCloseTo(expected.loss, 4);
      expect(terms.hard).toBeCloseTo(expected.ce, 5);
      expect(terms.soft).toBeCloseTo(expected.kl_t2, 5);
      expect(terms.patience).toBeCloseTo(expected.patience, 4);
      expectClose(gradients.logits, expected.gradient_student_logits, 5);
      [gradients.first, gradients.second].forEach((gradient, j) => {
        const layer = expected.gradient_student_hidden.map((row) => row[j]);
        expectClose(gradient, layer, 5);
      });
    },
  );

  test("the total of the by-hand example", () => {
    const { alpha, temperature, beta_prime, ours } = golden.total;
    const teacher = { logits: tf.tensor2d(golden.soft.teacher) as Tensor2D, states: perLayer(golden.patience.teacher) };
    const [first, second] = perLayer(golden.patience.student);
    const output = { logits: tf.tensor2d(golden.soft.student), hiddenStates: [first, first, second, first] };
    const { loss } = objective({ alpha, temperature, beta: beta_prime });
    const { total } = loss(output as unknown as ModelOutput, batchOf(tf.tensor1d([0], "int32")), teacher);
    expect(number(total)).toBeCloseTo(ours, 5);
  });

  test("with alpha = beta = 0 it is plain fine-tuning", () => {
    const logits = tf.tensor2d([[1, 2]]);
    const teacher = { logits: tf.tensor2d([[9, -9]]), states: [tf.ones([1, 4]) as Tensor2D] };
    const output = { logits, hiddenStates: [0, 1, 2].map(() => tf.ones([1, 4])) } as unknown as ModelOutput;
    const { total } = objective({ alpha: 0, beta: 0 }).loss(output, batchOf(tf.tensor1d([0], "int32")), teacher);
    expect(number(total)).toBeCloseTo(golden.soft.ce, 6);
  });

  test("on a regression patience is what it is elsewhere", () => {
    const teacher = { logits: tf.tensor2d([[3]]), states: perLayer(golden.patience.teacher) };
    const [first, second] = perLayer(golden.patience.student);
    const output = { logits: tf.tensor2d([[2.5]]), hiddenStates: [first, first, second, first] };
    const { loss } = objective({ beta: 2 }, "stsb");
    const { total, terms } = loss(output as unknown as ModelOutput, batchOf(tf.tensor1d([2])), teacher);
    expect(number(terms.patience)).toBeCloseTo(golden.patience.normalised.ours_mean, 6);
    expect(number(total)).toBeCloseTo(0.25 + 2 * golden.patience.normalised.ours_mean, 5);
  });
});
