import { beforeAll, describe, expect, test } from "vitest";
import { testedBackends } from "../backend/for-each-backend.ts";
import { readTogether } from "../backend/read-together.ts";
import { type Tensor, tf, useBackend } from "../backend/tf.ts";
import { countsOf } from "../backend/webgpu/counts.ts";
import { seededTensors } from "../check/seeded-tensors.ts";
import { AdamW, type AdamWOptions, type ParameterStore } from "./adamw.ts";
import { PackedStore } from "./packed-store.ts";
import { SlotStore } from "./slot-store.ts";

const options: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.01, maxGradientNorm: 1 };

/** One row, sizes that fill no workgroup, one that spans several partial sums, vectors between matrices. */
const SHAPES: [name: string, shape: number[]][] = [
  ["row", [1, 5]],
  ["bias", [3]],
  ["matrix", [130, 127]],
  ["scale", [65]],
  ["square", [64, 64]],
];

describe.runIf(testedBackends.includes("webgpu"))("parameters in one buffer", () => {
  beforeAll(() => useBackend("webgpu"));

  function fill(store: ParameterStore, rateOf: (name: string) => number = () => 1): ParameterStore {
    const draw = seededTensors(1);
    for (const [name, shape] of SHAPES) {
      const [value, m] = [0, 1].map(() => tf.tidy(() => Float32Array.from(draw(...shape).dataSync())));
      store.add(name, { shape, value, m, v: m.map((x) => x * x) }, rateOf(name));
    }
    return store;
  }
  const gradients = (seed: number): Record<string, Tensor> => {
    const draw = seededTensors(seed);
    return Object.fromEntries(SHAPES.map(([name, shape]) => [name, draw(...shape)]));
  };
  const numbersOf = (store: ParameterStore) =>
    [...store.snapshot()].map(([name, { value, m, v }]) => ({ name, numbers: [...value, ...m, ...v] }));

  test.each([Number.POSITIVE_INFINITY, 1])("are updated as each for itself, with norms clipped to %d", (limit) => {
    const before = tf.memory().numTensors;
    const [packed, split, apart] = [new PackedStore(), new PackedStore(20_000), new SlotStore()].map((store) =>
      fill(store),
    );
    for (let step = 1; step <= 3; step++) {
      const norms = [packed, split, apart].map((store) => {
        const norm = store.update(gradients(step), step, 1e-2, { ...options, maxGradientNorm: limit }, true);
        return typeof norm === "number" ? norm : readTogether({ norm }).norm;
      });
      for (const norm of norms) expect(norm).toBeCloseTo(norms[2], 2); // of some 140
    }
    const expected = numbersOf(apart);
    for (const store of [packed, split]) {
      for (const [i, { name, numbers }] of numbersOf(store).entries()) {
        expect(name).toBe(expected[i].name);
        const difference = numbers.reduce((worst, x, j) => Math.max(worst, Math.abs(x - expected[i].numbers[j])), 0);
        expect(difference).toBeLessThan(1e-5); // 24 bits of numbers up to 10, a few operations deep
      }
      expect(Object.entries(store.values()).map(([key, t]) => [key, t.shape])).toEqual(SHAPES);
    }
    for (const store of [packed, split, apart]) store.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("learn each by its share of the rate, as each for itself", () => {
    const rateOf = (name: string) => (name === "bias" || name === "square" ? 0.1 : 1);
    const [packed, apart] = [new PackedStore(), new SlotStore()].map((store) => fill(store, rateOf));
    for (const store of [packed!, apart!]) {
      const norm = store.update(gradients(1), 1, 1e-2, options, true);
      if (typeof norm !== "number") norm.dispose();
    }
    const expected = numbersOf(apart!);
    for (const [i, { name, numbers }] of numbersOf(packed!).entries()) {
      expect(name).toBe(expected[i]!.name);
      for (const [j, x] of numbers.entries()) expect(Math.abs(x - expected[i]!.numbers[j]!)).toBeLessThan(1e-5);
    }
    for (const store of [packed!, apart!]) store.dispose();
  });

  test("are updated in three programs and no wait, however many there are", () => {
    const store = fill(new PackedStore());
    store.values();
    const given = gradients(2);
    const counted = countsOf(() => (store.update(given, 1, 1e-2, options, true) as Tensor).dispose());
    expect(counted).toMatchObject({ programs: 3, readBacks: 0 });
    store.dispose();
  });

  test("stay as they are, with their moments, from a norm that is not finite until somebody has seen it", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
      const optimiser = new AdamW(options);
      for (const [name, shape] of SHAPES) optimiser.add(name, shape, new Float32Array(tf.util.sizeFromShape(shape)));
      optimiser.step(gradients(3), 1e-2);
      const before = optimiser.snapshot();
      const wrong = { ...gradients(4), scale: tf.fill([65], bad) };
      const norms = [wrong, gradients(5)].map((given) => optimiser.take(given, 1e-2) as Tensor);
      expect(optimiser.snapshot()).toEqual(before);
      expect(() => optimiser.see(norms[0].dataSync()[0])).toThrow("the gradient is not finite at step 2");
      expect(optimiser.steps).toBe(1);
      tf.dispose(norms);
      optimiser.step(gradients(5), 1e-2);
      expect(optimiser.snapshot()).not.toEqual(before);
      optimiser.dispose();
    }
  });

  test("are refused where one is larger than the card's buffers", () => {
    const store = fill(new PackedStore(10_000));
    expect(() => store.values()).toThrow("matrix has 16510 numbers, and this GPU takes 10000 at most");
  });
});
