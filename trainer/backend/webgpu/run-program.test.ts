import { beforeAll, describe, expect, test } from "vitest";
import { testedBackends } from "../for-each-backend.ts";
import { type Tensor, tf, useBackend } from "../tf.ts";
import { counts, countsOf } from "./counts.ts";
import { type Program, runProgram } from "./run-program.ts";

/** `sum = a + b`, `scaled = factor a`, element by element. */
const sumAndScaled: Program<"a" | "b", "sum" | "scaled", "size" | "factor"> = {
  name: "test: sum and scaled",
  inputs: { a: "f32", b: "f32" },
  outputs: { sum: "f32", scaled: "f32" },
  uniforms: { size: "u32", factor: "f32" },
  workgroupSize: 64,
  main: `
    let i = group * 64u + local;
    if (i >= uniforms.size) { return; }
    sum[i] = a[i] + b[i];
    scaled[i] = a[i] * uniforms.factor;`,
};

/** `total[i] += x[i]`. */
const addTo: Program<"x", "total", "size"> = {
  name: "test: add to",
  inputs: { x: "f32" },
  outputs: { total: "f32" },
  uniforms: { size: "u32" },
  workgroupSize: 64,
  main: `
    let i = group * 64u + local;
    if (i < uniforms.size) { total[i] += x[i]; }`,
};

const add = (x: Tensor, total: Tensor) =>
  runProgram(addTo, {
    inputs: { x },
    outputs: { total },
    uniforms: { size: x.size },
    workgroups: Math.ceil(x.size / 64),
  });

describe.runIf(testedBackends.includes("webgpu"))("a program of our own", () => {
  beforeAll(() => useBackend("webgpu"));

  test("reads what tfjs has computed and makes several tensors, which tfjs reads and tidies", () => {
    const before = tf.memory().numTensors;
    const numbers = tf.tidy(() => {
      const [a, b] = [tf.mul(tf.range(0, 100), 2), tf.ones([100])];
      const { sum, scaled } = runProgram(sumAndScaled, {
        inputs: { a, b },
        outputs: { sum: [10, 10], scaled: a.shape },
        uniforms: { size: 100, factor: 0.5 },
        workgroups: 2,
      });
      expect(sum.shape).toEqual([10, 10]);
      return [tf.add(sum, 1), scaled].map((t) => [...t.dataSync()]);
    });
    expect(numbers).toEqual([
      Array.from({ length: 100 }, (_, i) => 2 * i + 2),
      Array.from({ length: 100 }, (_, i) => i),
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("updates a tensor in place, in order with what is read of it before and after", () => {
    tf.tidy(() => {
      const total = tf.zeros([100]);
      const earlier = tf.add(total, 0);
      add(tf.ones([100]), total);
      const between = tf.mul(total, 10);
      expect(total.dataSync()[99]).toBe(1);
      add(between, total);
      expect([earlier, between, total].map((t) => t.dataSync()[99])).toEqual([0, 10, 11]);
    });
  });

  test("has as many workgroups as it needs, beyond what a device takes in a row", () => {
    tf.tidy(() => {
      const total = tf.zeros([64 * 70_000 + 1]);
      add(tf.ones(total.shape), total);
      expect(tf.sum(tf.slice(total, 64 * 65_535)).dataSync()[0]).toBe(total.size - 64 * 65_535);
      expect(total.dataSync()[total.size - 1]).toBe(1);
    });
  });

  test("is counted beside tfjs's, with submits, waits and uploads", () => {
    const before = { ...counts };
    const counted = countsOf(() =>
      tf.tidy(() => {
        const total = tf.tensor1d(new Float32Array(100));
        add(tf.tensor1d(new Float32Array(100)), total);
        tf.square(total).dataSync();
      }),
    );
    expect(counted).toMatchObject({ programs: 2, submits: 1, readBacks: 1 });
    expect(counted.byName).toEqual({ "test: add to": 1, UnaryOpProgram: 1 });
    expect(counted.bytesUploaded).toBeGreaterThanOrEqual(800);
    expect(counts.programs - before.programs).toBe(2);
  });
});
