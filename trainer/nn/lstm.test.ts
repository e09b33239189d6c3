/** Gradients of a BiLSTM's parts against finite differences, and values that can be done by hand. PyTorch's: models/bilstm. */
import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { bidirectionalLstm } from "./bidirectional-lstm.ts";
import { drawn, gradientError } from "./fixtures/gradient-error.ts";
import { geluTanh } from "./gelu-tanh.ts";
import { labelledCrossEntropy } from "./labelled-cross-entropy.ts";
import { lastStates } from "./last-states.ts";
import { linear } from "./linear.ts";
import { type LstmWeights, lstm } from "./lstm.ts";
import { maskedMax } from "./masked-max.ts";
import { timeOrder } from "./time-order.ts";

const normal = seededNormal(5);
const random = (...shape: number[]) => drawn(normal, ...shape);
const [STEPS, BATCH, IN, UNITS] = [3, 2, 4, 3];
const drawnWeights = () => ({
  input: random(4 * UNITS, IN),
  recurrent: random(4 * UNITS, UNITS),
  bias: random(4 * UNITS),
});
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const tensors = (weights: ReturnType<typeof drawnWeights>): LstmWeights => ({
  input: tf.tensor(weights.input.data, weights.input.shape),
  recurrent: tf.tensor(weights.recurrent.data, weights.recurrent.shape),
  bias: tf.tensor(weights.bias.data, weights.bias.shape),
});

forEachBackend(() => {
  test("one unit, two steps, by hand", () => {
    const weights: LstmWeights = {
      input: tf.tensor2d([[0.5], [-1], [2], [1]]),
      recurrent: tf.tensor2d([[1], [0.5], [-1], [0.25]]),
      bias: tf.tensor1d([0.1, 1, 0, -0.2]),
    };
    const step = (x: number, [h = 0, c = 0]: readonly number[]) => {
      const cell = sigmoid(-x + 0.5 * h + 1) * c + sigmoid(0.5 * x + h + 0.1) * Math.tanh(2 * x - h);
      return [sigmoid(x + 0.25 * h - 0.2) * Math.tanh(cell), cell];
    };
    const first = step(0.7, [0, 0]);
    const second = step(-1.2, first);
    const states = lstm(tf.tensor2d([[0.7], [-1.2]]), weights, 2).dataSync();
    expect(states[0]).toBeCloseTo(first[0], 5);
    expect(states[1]).toBeCloseTo(second[0], 5);
  });

  test("the backward direction begins at a text's last token, whatever stands behind it", () => {
    const layers = { forward: tensors(drawnWeights()), backward: tensors(drawnWeights()) } as const;
    const own = random(2, IN);
    const rows = (padding: number) =>
      tf.concat([tf.tensor2d(own.data, [2, IN]), tf.fill([2, IN], padding)], 0) as Tensor2D;
    const read = (padding: number, length: number) =>
      bidirectionalLstm(rows(padding).slice([0, 0], [length, IN]), layers, timeOrder([2], length), length);
    const alone = read(0, 2).dataSync();
    for (const padding of [0, 7])
      read(padding, 4)
        .slice([0, 0], [2, 2 * UNITS])
        .dataSync()
        .forEach((value, i) => {
          expect(value).toBeCloseTo(alone[i]!, 6);
        });
  });

  test("max and last read what the mask shows and nothing else", () => {
    const states = tf.tensor2d([
      [1, 8],
      [3, 6],
      [100, 100],
      [2, 1],
      [0, 5],
      [-1, 4],
    ]);
    const mask = tf.tensor2d([
      [1, 1, 0],
      [1, 1, 1],
    ]);
    expect(maskedMax(states, mask).arraySync()).toEqual([
      [3, 8],
      [2, 5],
    ]);
    expect(lastStates(states, mask).arraySync()).toEqual([
      [3, 8],
      [-1, 1],
    ]);
    for (const pool of [maskedMax, lastStates])
      expect(gradientError(random(6, 4), (t) => pool(t, mask))).toBeLessThan(2e-3);
  });

  test("geluTanh is the tanh form, and its gradient is right", () => {
    const values = geluTanh(tf.tensor1d([-3, -1, 0.5, 1, 3])).dataSync();
    [-0.003637, -0.158808, 0.345714, 0.841192, 2.996363].forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 5);
    });
    expect(gradientError(random(4, 5), geluTanh)).toBeLessThan(2e-3);
  });

  test("a projection by hand: GELU(W h + b) and its distance from a teacher's vector", () => {
    const w = tf.tensor2d([
      [1, 0, 0, 1],
      [0, 1, -1, 0],
      [1, 1, 1, 1],
    ]);
    const z = geluTanh(linear(tf.tensor2d([[1, 2, 3, -1]]), w, tf.tensor1d([0, 0.5, -1])));
    const error: Tensor = tf.mean(tf.squaredDifference(z, tf.tensor2d([[0, -1, 4]])));
    expect(error.dataSync()[0]).toBeCloseTo(0.238411, 5);
  });

  test("cross-entropy leaves out what has no label, and is 0 where nothing has one", () => {
    const logits = random(3, 4);
    const loss = (rows: Tensor, labels: number[]) => labelledCrossEntropy(rows, tf.tensor1d(labels, "int32"));
    const all = tf.tensor(logits.data, logits.shape);
    const two = tf.gather(all, tf.tensor1d([0, 2], "int32"));
    expect(loss(all, [1, -1, 3]).dataSync()[0]).toBeCloseTo(loss(two, [1, 3]).dataSync()[0]!, 5);
    expect(Math.abs(loss(all, [-1, -1, -1]).dataSync()[0]!)).toBe(0);
    expect(gradientError(logits, (t) => tf.reshape(loss(t, [1, -1, 3]), [1, 1]))).toBeLessThan(2e-3);
    expect(gradientError(logits, (t) => tf.reshape(loss(t, [-1, -1, -1]), [1, 1]))).toBeLessThan(1e-6);
  });

  test("gradients are right in the inputs and in every weight", () => {
    const weights = drawnWeights();
    const x = random(STEPS * BATCH, IN);
    const given = tf.tensor(x.data, x.shape);
    expect(gradientError(x, (t) => lstm(t, tensors(weights), STEPS))).toBeLessThan(5e-3);
    for (const name of ["input", "recurrent", "bias"] as const)
      expect(
        gradientError(weights[name], (t) => lstm(given, { ...tensors(weights), [name]: t }, STEPS)),
        name,
      ).toBeLessThan(5e-3);
  });
}, fastBackends); // on webgpu trainer/check compares the layer, with its gradients
