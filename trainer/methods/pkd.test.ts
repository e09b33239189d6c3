/** Against test/golden/pkd.json (PyTorch, float64) and the properties that the method's digest lists. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import type { BertOutput } from "../models/bert.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { layerMap, patienceLoss, pkd, softLoss } from "./pkd.ts";

const golden = JSON.parse(readFileSync(new URL("../../test/golden/pkd.json", import.meta.url), "utf8"));
const number = (t: Tensor) => t.dataSync()[0];

/** `[examples][layers][d]` -> one `[examples, d]` tensor a layer. */
const perLayer = (values: number[][][]) => values[0].map((_, j) => tf.tensor2d(values.map((row) => row[j])));

const expectClose = (actual: Tensor, expected: number[][], digits: number) =>
  expected.flat().forEach((value, i) => {
    expect(actual.dataSync()[i]).toBeCloseTo(value, digits);
  });

test.each([
  ["skip", 12, 6, [2, 4, 6, 8, 10]],
  ["last", 12, 6, [7, 8, 9, 10, 11]],
  ["skip", 12, 3, [4, 8]],
  ["last", 12, 3, [10, 11]],
  ["skip", 24, 6, [4, 8, 12, 16, 20]],
  ["last", 24, 6, [19, 20, 21, 22, 23]],
  ["skip", 6, 3, [2, 4]],
  ["last", 6, 3, [4, 5]],
  ["skip", 6, 2, [3]],
  ["last", 6, 4, [3, 4, 5]],
] as const)("the %s map from %i to %i layers is the paper's", (map, teacher, student, expected) => {
  expect(layerMap(map, teacher, student)).toEqual(expected);
});

test("maps that the paper does not define are refused", () => {
  expect(() => layerMap("skip", 6, 4)).toThrow("multiple");
  expect(() => layerMap("last", 6, 6)).toThrow("2 to 5");
  expect(() => layerMap("skip", 6, 1)).toThrow("2 to 5");
});

forEachBackend(() => {
  const patience = (scaleS: number, scaleT: number, normalise: boolean) => {
    const [student, teacher] = [perLayer(golden.patience.student), perLayer(golden.patience.teacher)];
    const scaled = (list: Tensor2D[], by: number) => list.map((t) => tf.mul(t, by));
    return number(patienceLoss(scaled(student, scaleS), scaled(teacher, scaleT), normalise));
  };

  test("patience is the mean over layers of squared distances between unit vectors", () => {
    expect(patience(1, 1, true)).toBeCloseTo(golden.patience.normalised.ours_mean, 6);
    expect(patience(1, 1, false)).toBeCloseTo(golden.patience.raw.ours_mean, 6);
  });

  test.each(golden.patience.scaled as { student_times: number; teacher_times: number }[])(
    "patience does not see lengths: student x $student_times, teacher x $teacher_times",
    ({ student_times, teacher_times }) => {
      expect(patience(student_times, teacher_times, true)).toBeCloseTo(1.04, 5);
    },
  );

  test("patience is finite, value and gradient, for a vector of zeros", () => {
    const zero = tf.zeros([1, 3]) as Tensor2D;
    const { value, gradients } = valueAndGradients({ zero }, () => patienceLoss([zero], [tf.ones([1, 3])], true));
    expect(Number.isFinite(number(value))).toBe(true);
    expect([...gradients.zero.dataSync()].every(Number.isFinite)).toBe(true);
  });

  test.each(golden.soft.rows as { temperature: number; kl_t2: number; gradient_of_kl_t2: number[][] }[])(
    "soft loss and its gradient at temperature $temperature",
    ({ temperature, kl_t2, gradient_of_kl_t2 }) => {
      const student = tf.tensor2d(golden.soft.student);
      const { value, gradients } = valueAndGradients({ student }, () =>
        softLoss(student, tf.tensor2d(golden.soft.teacher), temperature),
      );
      expect(number(value)).toBeCloseTo(kl_t2, 5);
      expectClose(gradients.student, gradient_of_kl_t2, 5);
    },
  );

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
      const { alpha, temperature, beta_prime, labels, ...batch } = golden.random_batch;
      const teacher = { logits: tf.tensor2d(batch.teacher_logits), states: perLayer(batch.teacher_hidden) };
      const objective = pkd(
        { alpha, temperature, beta: beta_prime, normalise: expected.normalised },
        () => teacher as never,
      );
      const [first, second] = perLayer(batch.student_hidden);
      const logits = tf.tensor2d(batch.student_logits);
      const parameters = { logits, first, second };
      const unmatched = tf.zeros(first.shape); // embedding output and last layer must not enter
      const output = { logits, hiddenStates: [unmatched, first, second, unmatched] } as unknown as BertOutput;
      const input = { mask: tf.ones([labels.length, 1]) as Tensor2D } as never;
      let terms: Record<string, number> = {};
      const { value, gradients } = valueAndGradients(parameters, () => {
        const loss = objective.loss(output, { input, labels: tf.tensor1d(labels, "int32") as Tensor1D, positions: [] });
        terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, number(term)]));
        return loss.total;
      });
      expect(number(value)).toBeCloseTo(expected.loss, 4);
      expect(terms.cross_entropy).toBeCloseTo(expected.ce, 5);
      expect(terms.soft).toBeCloseTo(expected.kl_t2, 5);
      expect(terms.patience).toBeCloseTo(expected.patience, 4);
      expectClose(gradients.logits, expected.gradient_student_logits, 5);
      [gradients.first, gradients.second].forEach((gradient, j) => {
        const layer = expected.gradient_student_hidden.map((row) => row[j]);
        expectClose(gradient, layer, 5);
      });
    },
  );

  test("with alpha = beta = 0 it is plain fine-tuning", () => {
    const logits = tf.tensor2d([[1, 2]]);
    const labels = tf.tensor1d([0], "int32") as Tensor1D;
    const targets = () => ({ logits: tf.tensor2d([[9, -9]]), states: [tf.ones([1, 4]) as Tensor2D] });
    const objective = pkd({ alpha: 0, beta: 0, temperature: 5, normalise: true }, targets);
    const output = { logits, hiddenStates: [0, 1, 2].map(() => tf.ones([1, 4])) } as unknown as BertOutput;
    const input = { mask: tf.ones([1, 1]) as Tensor2D } as never;
    const loss = number(objective.loss(output, { input, labels, positions: [0] }).total);
    expect(loss).toBeCloseTo(number(crossEntropy(logits, labels)), 6);
    expect(loss).toBeCloseTo(golden.soft.ce, 6);
  });

  test("a student equal to its teacher has nothing to learn from it", () => {
    const logits = tf.tensor2d([[1, -2, 0.5]]);
    expect(number(softLoss(logits, logits, 3))).toBeCloseTo(0, 6);
    const states = [tf.tensor2d([[1, 2, 3]])];
    expect(number(patienceLoss(states, states, true))).toBeCloseTo(0, 6);
  });
});
