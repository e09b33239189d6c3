/**
 * The parts of a step in the sizes that programs for a GPU trip over: one row, one column, an odd number of both, more than
 * a workgroup or a tile takes, one more than that.
 */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { addPositions } from "../nn/add-positions.ts";
import { attention, attentionBias } from "../nn/attention.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { embedding } from "../nn/embedding.ts";
import { gelu } from "../nn/gelu.ts";
import { layerNorm } from "../nn/layer-norm.ts";
import { addBias, linears } from "../nn/linear.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import { meanSquaredErrors } from "../nn/mean-squared-error.ts";
import { softLoss } from "../nn/soft-loss.ts";
import { sparseCrossEntropy } from "../nn/sparse-cross-entropy.ts";
import type { Check, Outcome } from "./check.ts";
import { differentiate } from "./differentiate.ts";
import { merge } from "./merge.ts";
import { seededTensors } from "./seeded-tensors.ts";

/** One check of several sizes. */
const inSizes = <Size>(name: string, sizes: readonly Size[], run: (size: Size) => Outcome): Check => ({
  name: `${name}, in odd sizes`,
  run: () => merge(sizes.map((size) => [`${JSON.stringify(size)}`, run(size)])),
});

/** Texts of which each is one position shorter than the one before; the last has one. */
function maskOf(batch: number, length: number): Tensor2D {
  const ones = (text: number) => (text === batch - 1 ? 1 : Math.max(1, length - text));
  return tf.tensor2d(
    Array.from({ length: batch * length }, (_, i) => Number(i % length < ones(Math.floor(i / length)))),
    [batch, length],
  );
}

const ints = (length: number, below: number) =>
  tf.tensor1d(
    Int32Array.from({ length }, (_, i) => (i * i + 3 * i) % below),
    "int32",
  ) as Tensor1D;

export const sizes: readonly Check[] = [
  inSizes(
    "products with a long sum",
    [
      [false, false],
      [false, true],
      [true, false],
    ],
    ([transposeA, transposeB]) => {
      const [m, k, n] = [9, 2601, 33];
      const draw = seededTensors(m);
      return differentiate(
        () => ({ a: transposeA ? draw(k, m) : draw(m, k), b: transposeB ? draw(n, k) : draw(k, n) }),
        ({ a, b }) => tf.matMul(a as Tensor2D, b as Tensor2D, transposeA, transposeB),
      );
    },
  ),
  inSizes(
    "LayerNorm of a sublayer",
    [
      [1, 5],
      [45, 131],
    ],
    ([rows, width]) => {
      const draw = seededTensors(rows + width);
      return differentiate(
        () => ({
          x: draw(rows, width),
          gamma: draw(width),
          beta: draw(width),
          bias: draw(width),
          residual: draw(rows, width),
        }),
        ({ x, gamma, beta, ...before }) => layerNorm(x, gamma, beta, 1e-12, before),
      );
    },
  ),
  inSizes(
    "GELU of x and a bias",
    [
      [1, 3],
      [67, 17],
    ],
    ([rows, width]) => {
      const draw = seededTensors(rows + width);
      return differentiate(
        () => ({ x: tf.mul(draw(rows, width), 3), bias: draw(width) }),
        ({ x, bias }) => gelu(x, bias),
      );
    },
  ),
  inSizes(
    "linear layers of the same x",
    [
      [1, 5, 3],
      [33, 7, 19],
    ],
    ([rows, from, to]) => {
      const draw = seededTensors(rows + from + to);
      return differentiate(
        () => ({ x: draw(rows, from), v: draw(to, from), w: draw(to, from), b: draw(to), c: draw(to) }),
        ({ x, v, w, b, c }) => {
          const layers = [v, w].map((weight, i) => ({ weight, bias: [b, c][i] }));
          return tf.concat(linears(x, layers), 1);
        },
      );
    },
  ),
  inSizes(
    "bias",
    [
      [1, 1],
      [4097, 3],
    ],
    ([rows, width]) => {
      const draw = seededTensors(rows + width);
      return differentiate(
        () => ({ x: draw(rows, width), bias: draw(width) }),
        ({ x, bias }) => addBias(x, bias),
      );
    },
  ),
  inSizes(
    "attention",
    [
      { batch: 1, length: 1, heads: 1, width: 3, masked: false },
      { batch: 3, length: 35, heads: 2, width: 34, masked: false },
      { batch: 2, length: 70, heads: 3, width: 15, masked: true },
    ],
    ({ batch, length, heads, width, masked }) => {
      const draw = seededTensors(length);
      const rows = () => draw(batch * length, width);
      return differentiate(
        () => ({ q: rows(), k: rows(), v: rows() }),
        ({ q, k, v }) => {
          const bias = masked ? attentionBias(maskOf(batch, length)) : null;
          const { context, scores } = attention(q, k, v, bias, { batch, heads });
          return tf.concat([tf.reshape(context, [-1]), tf.reshape(scores, [-1])]);
        },
      );
    },
  ),
  inSizes(
    "embedding",
    [
      { places: 1, rows: 2, width: 1 },
      { places: 65, rows: 2, width: 3 },
      { places: 64 * 3, rows: 2, width: 5 },
      { places: 500, rows: 90, width: 7 },
    ],
    ({ places, rows, width }) =>
      differentiate(
        () => ({ table: seededTensors(places)(rows, width) }),
        ({ table }) => embedding(table, ints(places, rows)),
      ),
  ),
  inSizes(
    "positions",
    [
      { batch: 1, length: 1, rows: 1, width: 1 },
      { batch: 5, length: 9, rows: 11, width: 7 },
    ],
    ({ batch, length, rows, width }) => {
      const draw = seededTensors(rows);
      return differentiate(
        () => ({ x: draw(batch * length, width), table: draw(rows, width) }),
        ({ x, table }) => addPositions(x, table, [batch, length]),
      );
    },
  ),
  inSizes(
    "masked mean",
    [
      { batch: 1, length: 1, width: 1 },
      { batch: 3, length: 37, width: 67 },
    ],
    ({ batch, length, width }) =>
      differentiate(
        () => ({ hidden: seededTensors(length)(batch * length, width) }),
        ({ hidden }) => maskedMean(hidden, maskOf(batch, length)),
      ),
  ),
  inSizes(
    "cross-entropies",
    [
      [1, 2],
      [67, 3],
      [5, 300],
    ],
    ([rows, classes]) => {
      const draw = seededTensors(rows + classes);
      const labels = () => ints(rows, classes);
      return merge([
        ["of labels", differentiate(logits(draw, rows, classes), ({ x }) => crossEntropy(x, labels()))],
        ["of words", differentiate(logits(draw, rows, classes), ({ x }) => sparseCrossEntropy(x, labels()))],
        [
          "of a teacher",
          differentiate(logits(draw, rows, classes), ({ x }) => softLoss(x, seededTensors(classes)(rows, classes), 2)),
        ],
      ]);
    },
  ),
  inSizes(
    "squared errors",
    [
      { shape: [1, 1], mask: null },
      { shape: [3, 1367], mask: [3, 1] },
      { shape: [2, 3, 5, 7], mask: [2, 1, 5, 7] },
      { shape: [2, 3, 33, 33], mask: null },
    ],
    ({ shape, mask }) => {
      const draw = seededTensors(shape.length);
      return differentiate(
        () => ({ a: draw(...shape), b: draw(...shape) }),
        ({ a, b }) => {
          const taught = seededTensors(shape.length + 1);
          const counted = mask === null ? undefined : tf.cast(tf.greater(taught(...mask), 0), "float32");
          const pairs = [a, b].map((student) => [student, taught(...shape)] as const);
          return meanSquaredErrors(pairs, a.size, counted);
        },
      );
    },
  ),
];

/** Freshly drawn each time: `differentiate` disposes its inputs. */
const logits = (draw: (...shape: number[]) => Tensor, rows: number, classes: number) => () => ({
  x: draw(rows, classes),
});
