import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { DropoutRandom, dropout } from "./dropout.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

forEachBackend(() => {
  const ones = () => tf.ones([100, 100]);
  const draw = (seed: number, step: number) => [...dropout(ones(), new DropoutRandom(seed, step, 0.1)).dataSync()];

  test("drops its share, scales the rest, keeps the mean", () => {
    const values = draw(17, 1);
    const dropped = values.filter((v) => v === 0).length / values.length;
    expect(dropped).toBeGreaterThan(0.09); // 0.1 +- 3.3 standard deviations of 10,000 draws
    expect(dropped).toBeLessThan(0.11);
    for (const kept of values.filter((v) => v !== 0)) expect(kept).toBeCloseTo(1 / 0.9, 6);
  });

  test("a mask depends on seed, step and site, and is repeatable", () => {
    expect(draw(17, 1)).toEqual(draw(17, 1));
    expect(draw(17, 1)).not.toEqual(draw(17, 2));
    expect(draw(17, 1)).not.toEqual(draw(18, 1));
    const random = new DropoutRandom(17, 1, 0.1);
    const [first, second] = [dropout(ones(), random), dropout(ones(), random)].map((t) => [...t.dataSync()]);
    expect(first).not.toEqual(second);
  });

  test("masks of neighbouring sites and steps are uncorrelated", () => {
    const kept = (seed: number, step: number) => draw(seed, step).map((v) => (v === 0 ? 1 : 0) - 0.1);
    const [a, b, c] = [kept(17, 1), kept(17, 2), kept(18, 1)];
    for (const other of [b, c]) {
      const correlation = a.reduce((sum, x, i) => sum + x * other[i], 0) / (a.length * 0.09);
      expect(Math.abs(correlation)).toBeLessThan(0.04); // 4 standard deviations
    }
  });

  test("the gradient passes through the same mask", () => {
    const x = ones();
    const random = new DropoutRandom(5, 3, 0.5);
    let output: number[] = [];
    const { gradients } = valueAndGradients({ x }, () => {
      const y = dropout(x, random);
      output = [...y.dataSync()];
      return tf.sum(y);
    });
    expect([...gradients.x.dataSync()]).toEqual(output);
  });

  test("without a source of chance, or at rate 0, it is the identity", () => {
    const x = ones();
    expect(dropout(x, undefined)).toBe(x);
    expect(dropout(x, new DropoutRandom(1, 1, 0))).toBe(x);
  });

  test("a rate outside [0, 1) is refused", () => {
    expect(() => new DropoutRandom(1, 1, 1)).toThrow(RangeError);
  });
});
