/** Layers against their definitions written out, and every hand-written gradient against finite differences. */
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { attention, attentionBias } from "./attention.ts";
import { embedding } from "./embedding.ts";
import { drawn, gradientError } from "./fixtures/gradient-error.ts";
import { gelu } from "./gelu.ts";
import { layerNorm } from "./layer-norm.ts";
import { maskedMean } from "./masked-mean.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

const normal = seededNormal(3);
const random = (...shape: number[]) => drawn(normal, ...shape);

forEachBackend(() => {
  test("gelu is x Φ(x), not the tanh approximation", () => {
    const values = gelu(tf.tensor1d([-3, -1, 0, 1, 2, 3])).dataSync();
    // scipy: x * scipy.stats.norm.cdf(x)
    const expected = [-0.00404969, -0.15865525, 0, 0.84134475, 1.95449974, 2.99595031];
    expected.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 6);
    });
    expect(gradientError(random(4, 5), gelu)).toBeLessThan(2e-3);
  });

  test("layerNorm leaves rows with mean 0 and variance 1, and its gradient is right", () => {
    const x = random(3, 8);
    const y = layerNorm(tf.tensor(x.data, x.shape), tf.ones([8]), tf.zeros([8]), 1e-12).arraySync() as number[][];
    for (const row of y) {
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 4);
      expect(row.reduce((a, b) => a + b * b, 0) / 8).toBeCloseTo(1, 4);
    }
    const gamma = tf.tensor(random(8).data);
    const beta = tf.tensor(random(8).data);
    expect(gradientError(x, (t) => layerNorm(t, gamma, beta, 1e-12))).toBeLessThan(5e-3);
  });

  test("maskedMean reads what the mask shows and nothing else", () => {
    const hidden = tf.tensor2d([
      [1, 2],
      [3, 6],
      [100, 100],
    ]);
    expect(maskedMean(hidden, tf.tensor2d([[1, 1, 0]])).arraySync()).toEqual([[2, 4]]);
    expect(maskedMean(hidden, tf.tensor2d([[0, 0, 0]])).arraySync()).toEqual([[0, 0]]);
  });

  test("embedding sums the gradients of repeated ids", () => {
    const table = tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const ids = tf.tensor1d([2, 0, 2], "int32") as Tensor1D;
    const weights = tf.tensor2d([
      [1, 1],
      [10, 10],
      [100, 100],
    ]);
    const { gradients } = valueAndGradients({ table }, () => tf.sum(tf.mul(embedding(table, ids), weights)) as never);
    expect(gradients.table.arraySync()).toEqual([
      [10, 10],
      [0, 0],
      [101, 101],
    ]);
  });

  test("a masked position reaches no other position through attention", () => {
    const [q, k, v] = [random(6, 4), random(6, 4), random(6, 4)];
    const bias = attentionBias(
      tf.tensor2d([
        [1, 1, 0],
        [1, 1, 1],
      ]),
    );
    const run = (keys: Float32Array, values: Float32Array) =>
      attention(tf.tensor(q.data, [6, 4]), tf.tensor(keys, [6, 4]), tf.tensor(values, [6, 4]), bias, {
        batch: 2,
        heads: 2,
      }).context.arraySync();
    const changed = ({ data }: { data: Float32Array }) => data.map((x, i) => (i >= 8 && i < 12 ? x + 5 : x));
    expect(run(changed(k), changed(v))).toEqual(run(k.data, v.data));
  });

  test("attention equals softmax(QKᵀ/√d)V written out for one head, and its gradient is right", () => {
    const [q, k, v] = [random(3, 2), random(3, 2), random(3, 2)].map((t) => tf.tensor2d(t.data, [3, 2]));
    const bias = attentionBias(tf.ones([1, 3]));
    const scores = tf.div(tf.matMul(q, k, false, true), Math.SQRT2);
    const expected = tf.matMul(tf.softmax(scores), v).dataSync();
    attention(q, k, v, bias, { batch: 1, heads: 1 })
      .context.dataSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 5);
      });
    expect(
      gradientError(
        random(6, 4),
        (t) => attention(t, t, t, attentionBias(tf.ones([2, 3]) as Tensor2D), { batch: 2, heads: 2 }).context,
      ),
    ).toBeLessThan(5e-3);
  });
});
