import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { drawn, gradientError } from "./fixtures/gradient-error.ts";
import { sparseCrossEntropy } from "./sparse-cross-entropy.ts";

forEachBackend(() => {
  const labels = () => tf.tensor1d([0, 6, 3, 3], "int32") as Tensor1D;
  const number = (t: Tensor) => t.dataSync()[0];

  test("is the cross-entropy, with its gradient", () => {
    const { data, shape } = drawn(seededNormal(34), 4, 7);
    const logits = tf.tensor(data, shape);
    expect(number(sparseCrossEntropy(logits, labels()))).toBeCloseTo(number(crossEntropy(logits, labels())), 6);
    expect(gradientError({ data, shape }, (t) => tf.mul(3, sparseCrossEntropy(t, labels())))).toBeLessThan(5e-3);
  });

  test("of equal logits is log n, and large logits do not overflow", () => {
    expect(number(sparseCrossEntropy(tf.zeros([4, 7]), labels()))).toBeCloseTo(Math.log(7), 6);
    const sure = tf.tensor2d([[500, -500, 0]]);
    expect(number(sparseCrossEntropy(sure, tf.tensor1d([1], "int32") as Tensor1D))).toBeCloseTo(1000, 2);
  });
});
