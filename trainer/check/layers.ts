import { type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { attention, attentionBias } from "../nn/attention.ts";
import { bidirectionalLstm } from "../nn/bidirectional-lstm.ts";
import { embedding } from "../nn/embedding.ts";
import { gelu } from "../nn/gelu.ts";
import { geluTanh } from "../nn/gelu-tanh.ts";
import { lastStates } from "../nn/last-states.ts";
import { layerNorm } from "../nn/layer-norm.ts";
import { maskedMax } from "../nn/masked-max.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import { timeOrder } from "../nn/time-order.ts";
import type { Check } from "./check.ts";
import { differentiate } from "./differentiate.ts";
import { seededTensors } from "./seeded-tensors.ts";

/** Two texts of 9 positions, the second padded from its sixth on. */
const mask = () => tf.tensor2d([...Array(9).fill(1), ...Array(5).fill(1), ...Array(4).fill(0)], [2, 9]) as Tensor2D;

/** Some ids twice and more, some never: what adds up rows in the gradient. */
export const repeatedIds = () => tf.tensor1d([3, 0, 3, 11, 7, 3, 0], "int32") as Tensor1D;

export const layers: readonly Check[] = [
  {
    name: "embedding",
    run: () =>
      differentiate(
        () => ({ table: seededTensors(1)(12, 20) }),
        ({ table }) => embedding(table, repeatedIds()),
      ),
  },
  {
    name: "LayerNorm",
    run() {
      const draw = seededTensors(2);
      return differentiate(
        () => ({ x: draw(18, 48), gamma: draw(48), beta: draw(48) }),
        ({ x, gamma, beta }) => layerNorm(x, gamma, beta, 1e-12),
      );
    },
  },
  {
    name: "GELU",
    run: () =>
      differentiate(
        () => ({ x: tf.mul(seededTensors(3)(33, 31), 2) }),
        ({ x }) => gelu(x),
      ),
  },
  {
    name: "attention",
    run() {
      const draw = seededTensors(4);
      return differentiate(
        () => ({ q: draw(18, 24), k: draw(18, 24), v: draw(18, 24) }),
        ({ q, k, v }) => attention(q, k, v, attentionBias(mask()), { batch: 2, heads: 3 }).context,
      );
    },
  },
  {
    name: "masked mean",
    run: () =>
      differentiate(
        () => ({ hidden: seededTensors(5)(18, 24) }),
        ({ hidden }) => maskedMean(hidden, mask()),
      ),
  },
  {
    name: "bidirectional LSTM",
    run() {
      const draw = seededTensors(6);
      const [width, units] = [5, 3];
      return differentiate(
        () => ({
          x: draw(18, width),
          input: draw(4 * units, width),
          recurrent: draw(4 * units, units),
          bias: draw(4 * units),
          backInput: draw(4 * units, width),
          backRecurrent: draw(4 * units, units),
          backBias: draw(4 * units),
        }),
        ({ x, backInput, backRecurrent, backBias, ...forward }) => {
          const backward = { input: backInput, recurrent: backRecurrent, bias: backBias };
          const states = bidirectionalLstm(x, { forward, backward }, timeOrder([9, 5], 9), 9);
          return tf.concat([maskedMax(states, mask()), lastStates(states, mask())], 1);
        },
      );
    },
  },
  {
    name: "GELU, tanh form",
    run: () =>
      differentiate(
        () => ({ x: tf.mul(seededTensors(7)(33, 31), 2) }),
        ({ x }) => geluTanh(x),
      ),
  },
];
