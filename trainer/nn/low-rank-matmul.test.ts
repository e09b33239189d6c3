import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { type Drawn, drawn, gradientError } from "./fixtures/gradient-error.ts";
import { lowRankMatMul } from "./low-rank-matmul.ts";

const tensor = ({ data, shape }: Drawn) => tf.tensor(data, shape);

forEachBackend(() => {
  test("is x (U V)ᵀ", () => {
    const x = tf.tensor2d([
      [1, 0, 2],
      [-1, 3, 1],
    ]);
    const [u, v] = [tf.tensor2d([[2], [-1], [0], [3]]), tf.tensor2d([[1, 2, -1]])];
    expect(lowRankMatMul(x, u, v).arraySync()).toEqual([
      [-2, 1, 0, -3],
      [8, -4, 0, 12],
    ]);
  });

  test("has the gradient that differences show, in all three", () => {
    const normal = seededNormal(32);
    const [x, u, v] = [drawn(normal, 3, 5), drawn(normal, 4, 2), drawn(normal, 2, 5)];
    expect(gradientError(x, (t) => lowRankMatMul(t, tensor(u), tensor(v)))).toBeLessThan(5e-3);
    expect(gradientError(u, (t) => lowRankMatMul(tensor(x), t, tensor(v)))).toBeLessThan(5e-3);
    expect(gradientError(v, (t) => lowRankMatMul(tensor(x), tensor(u), t))).toBeLessThan(5e-3);
  });
}, fastBackends);
