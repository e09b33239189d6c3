import { beforeAll, describe, expect, test } from "vitest";
import { testedBackends } from "../for-each-backend.ts";
import { tf, useBackend } from "../tf.ts";
import { copyInto } from "./copy-into.ts";
import { viewOf } from "./view.ts";

describe.runIf(testedBackends.includes("webgpu"))("a view", () => {
  beforeAll(() => useBackend("webgpu"));

  test("is a part of another tensor to programs, to reads and to views of its own", () => {
    tf.tidy(() => {
      const view = viewOf(tf.range(0, 400), 64, [4, 64]);
      expect(view.dataSync()[0]).toBe(64);
      expect(tf.sum(view, 1).dataSync()[1]).toBe(64 * 128 + (63 * 64) / 2);
      expect(viewOf(view, 128, [2]).dataSync()).toEqual(Float32Array.of(192, 193));
    });
  });

  test("sees what is changed in place, also after it has been read", () => {
    tf.tidy(() => {
      const whole = tf.zeros([200]);
      const view = viewOf(whole, 128, [3]);
      expect(view.dataSync()[0]).toBe(0);
      copyInto(whole, [[tf.ones([2]), 128]]);
      expect([...view.dataSync()]).toEqual([1, 1, 0]);
      expect(tf.mul(view, 2).dataSync()[1]).toBe(2);
    });
  });

  test("keeps the memory alive when the other is disposed, and gives it back with itself", () => {
    const used = () => (tf.memory() as unknown as { numBytesInGPU: number }).numBytesInGPU;
    const scalar = tf.scalar(1);
    const whole = tf.add(tf.zeros([2 ** 20]), scalar);
    whole.dataSync(); // what is disposed from here on is given back at once
    const before = used();
    const view = viewOf(whole, 64, [10]);
    whole.dispose();
    expect(used()).toBe(before);
    expect(tf.tidy(() => tf.add(view, scalar).dataSync()[0])).toBe(2);
    view.dispose();
    expect(used()).toBeLessThanOrEqual(before - 2 ** 22);
  });

  test("begins where every device lets it, and ends within the other", () => {
    const whole = tf.zeros([100]);
    expect(() => viewOf(whole, 3, [2])).toThrow("begins at 3, no multiple of 64");
    expect(() => viewOf(whole, 64, [40])).toThrow("goes beyond 100 elements");
    whole.dispose();
  });
});
