import { beforeAll, describe, expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import type { Weights } from "../models/weights.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { TINY, tinyModel } from "./fixtures/tiny-sources.ts";
import { freshProjections, projectionLoss } from "./projections.ts";

beforeAll(() => useBackend("cpu"));

const NARROW = { width: 4, ffn: 6 };

/** Models whose layers are all the same. */
function alike(layers: number, shape: object, seed: number) {
  const config = { ...TINY, layers, ...shape };
  const { weights } = tinyModel(config, seed);
  const first = (name: string) => weights.get(name.replace(/layer\.\d+/, "layer.0"))!;
  return { config, weights: new Map([...weights.keys()].map((name) => [name, first(name)])) };
}

/** The loss of such a pair, and its gradients in the projections. */
function measured(layers: number, direction: "down" | "up") {
  const [teacher, student] = [alike(layers, {}, 1), alike(layers, NARROW, 2)];
  const shared = freshProjections(alike(1, {}, 1), { ...student.config, layers: 1 }, direction);
  const [t, s, p] = [teacher.weights, student.weights, shared].map((weights) => weightTensors(weights));
  const { value, gradients } = valueAndGradients(p!, () => projectionLoss(p!, t!, s!, layers, direction));
  const numbers = Object.entries(gradients).map(([name, gradient]) => [name, [...gradient.dataSync()]] as const);
  return {
    loss: value.dataSync()[0]!,
    gradients: new Map(numbers),
    sizes: [...shared.values()].map(({ shape }) => shape),
  };
}

describe.each(["down", "up"] as const)("%s", (direction) => {
  test("twice the layers are twice the loss and twice the gradients, with as many projections", () => {
    const [one, two] = [measured(1, direction), measured(2, direction)];
    expect(two.loss).toBeCloseTo(2 * one.loss, 5);
    for (const [name, numbers] of one.gradients)
      for (const [i, x] of numbers.entries()) expect(two.gradients.get(name)![i]).toBeCloseTo(2 * x, 5);
    expect(two.sizes).toEqual(one.sizes);
    expect(one.sizes).toHaveLength(6); // three pairs
  });

  test("each has the shape of its side", () => {
    const [[w, W], [f, F]] = [[4, 8], [6, 12]] as const; // biome-ignore format: pairs
    const shapes = [[w, W], [W, w], [f, F], [W, w], [w, W], [F, f]]; // biome-ignore format: pairs
    const expected = direction === "down" ? shapes : shapes.map(([rows, columns]) => [columns, rows]);
    expect(measured(1, direction).sizes).toEqual(expected);
  });
});

test("at the start shrinking keeps as much as so few directions can: of a matrix that has no more, everything", () => {
  const teacher = alike(1, {}, 1);
  const [u, v] = [4, 4].map((rank, i) => tinyModel({ ...TINY, width: rank, ffn: 8, layers: 1 }, 7 + i).weights);
  // Matrices of rank 4 and less: products of [8, 4] and [4, 8] ones.
  const up = (weights: ReadonlyMap<string, Weights>) => weights.get("bert.encoder.layer.0.intermediate.dense.weight")!;
  const low = new Float32Array(64);
  for (let i = 0; i < 8; i++)
    for (let j = 0; j < 8; j++)
      for (let r = 0; r < 4; r++) low[i * 8 + j]! += up(u!).data[i * 4 + r]! * up(v!).data[j * 4 + r]!;
  const weights = new Map(
    [...teacher.weights].map(([name, w]) => [name, w.shape.join() === "8,8" ? { ...w, data: low } : w]),
  );
  const student = { ...TINY, layers: 1, ...NARROW };
  const shared = weightTensors(freshProjections({ config: teacher.config, weights }, student, "down"));
  const [left, right] = ["u", "v"].map((side) => shared[`companion.projections/attention.${side}`]!);
  const t = tf.tensor2d(low, [8, 8]);
  const shrunk = tf.matMul(tf.matMul(left as typeof t, t), right as typeof t);
  expect(tf.norm(shrunk).dataSync()[0]).toBeCloseTo(tf.norm(t).dataSync()[0]!, 4);
});
