import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { drawn, gradientError } from "./fixtures/gradient-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { sumOfSquares } from "./sum-of-squares.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

const number = (t: { dataSync(): ArrayLike<number> }) => t.dataSync()[0];

forEachBackend(() => {
  const student = () =>
    tf.tensor2d([
      [1, 2],
      [3, -1],
      [70, 80],
    ]);
  const teacher = () =>
    tf.tensor2d([
      [0, 4],
      [3, 2],
      [-5, 6],
    ]);
  const mask = () => tf.tensor2d([[1], [1], [0]]);

  test("is the mean over what the mask shows; nothing flows to what it hides", () => {
    expect(number(meanSquaredError(student(), teacher(), 4, mask()))).toBeCloseTo((1 + 4 + 0 + 9) / 4, 6);
    expect(number(meanSquaredError(student(), teacher(), 6))).toBeCloseTo((14 + 75 ** 2 + 74 ** 2) / 6, 2);
    const s = student();
    const { gradients } = valueAndGradients({ s }, () => meanSquaredError(s, teacher(), 4, mask()));
    expect(gradients.s.arraySync()).toEqual([
      [0.5, -1],
      [0, -1.5],
      [0, 0],
    ]);
  });

  test("has the gradient that differences show, also scaled, and under a mask of pairs", () => {
    const normal = seededNormal(33);
    const [s, t] = [drawn(normal, 2, 3, 4, 4), drawn(normal, 2, 3, 4, 4)];
    const real = tf.tensor2d([
      [1, 1, 1, 0],
      [1, 1, 1, 1],
    ]);
    const pairs = tf.mul(tf.reshape(real, [2, 1, 4, 1]), tf.reshape(real, [2, 1, 1, 4]));
    const to = tf.tensor(t.data, t.shape);
    expect(gradientError(s, (x) => tf.mul(7, meanSquaredError(x, to, 75, pairs)))).toBeLessThan(5e-3);
  });

  test("sumOfSquares is what it says", () => {
    expect(number(sumOfSquares(tf.tensor2d([[1, -2, 3]])))).toBeCloseTo(14, 6);
  });
});
