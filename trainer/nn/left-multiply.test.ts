import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { drawn, gradientError } from "./fixtures/gradient-error.ts";
import { leftMultiply } from "./left-multiply.ts";

forEachBackend(() => {
  test("multiplies every matrix from the left", () => {
    const a = tf.tensor2d([
      [1, 2],
      [0, -1],
      [3, 1],
    ]);
    const x = tf.tensor3d([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [2, 1],
        [5, -1],
      ],
    ]);
    expect(leftMultiply(a, x).arraySync()).toEqual([
      [
        [1, 2],
        [0, -1],
        [3, 1],
      ],
      [
        [12, -1],
        [-5, 1],
        [11, 2],
      ],
    ]);
  });

  test("has the gradient that differences show, in both factors", () => {
    const normal = seededNormal(31);
    const [a, x] = [drawn(normal, 3, 4), drawn(normal, 5, 4, 2)];
    expect(gradientError(a, (t) => leftMultiply(t, tf.tensor(x.data, x.shape)))).toBeLessThan(5e-3);
    expect(gradientError(x, (t) => leftMultiply(tf.tensor(a.data, a.shape), t))).toBeLessThan(5e-3);
  });
}, fastBackends);
