import { describe, expect, test } from "vitest";
import { randomFloats } from "./fixtures/random-floats.ts";
import { halfAtLeast, quantizeRows, transpose } from "./quantize.ts";

describe("quantizeRows", () => {
  test("comes back within half a scale, whatever the size of the numbers, and uses the whole range", () => {
    for (const [seed, factor] of [1, 1e-30, 1e30, 0.03].entries()) {
      const [rows, width] = [17, 33];
      const data = randomFloats(rows * width, seed).map((x) => x * factor);
      const { values, scales } = quantizeRows(data, rows, width);
      for (let i = 0; i < data.length; i++) {
        const scale = scales[Math.floor(i / width)]!;
        expect(Math.abs(values[i]! * scale - data[i]!)).toBeLessThanOrEqual(scale * 0.5 * (1 + 1e-5));
      }
      for (let r = 0; r < rows; r++) {
        const row = values.subarray(r * width, (r + 1) * width);
        expect(Math.max(...row.map(Math.abs))).toBe(127);
      }
    }
  });

  test("one large row does not cost the others their resolution", () => {
    const { scales } = quantizeRows(Float32Array.of(127, -1, 0.127, 0.001), 2, 2);
    expect(scales[0]).toBe(1);
    expect(scales[1]).toBeCloseTo(0.001, 9);
  });

  test("ties go to the even neighbour, on both sides of zero", () => {
    const { values } = quantizeRows(Float32Array.of(127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5), 1, 7);
    expect(Array.from(values)).toEqual([127, 0, 2, 2, 0, -2, -2]);
  });

  test("a row of zeros stays zeros, a subnormal one stays in range", () => {
    const { values, scales } = quantizeRows(Float32Array.of(0, 0, 1e-45, -1e-45), 2, 2);
    expect(scales[0]).toBe(1);
    expect(Array.from(values.subarray(0, 2))).toEqual([0, 0]);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(127);
  });

  test("refuses numbers that are not finite", () => {
    expect(() => quantizeRows(Float32Array.of(1, Number.NaN), 1, 2)).toThrow("row 0");
    expect(() => quantizeRows(Float32Array.of(1, 2, 3, Infinity), 2, 2)).toThrow("row 1");
  });
});

test("transpose swaps rows and columns", () => {
  expect(Array.from(transpose(Int8Array.of(1, 2, 3, 4, 5, 6), 2, 3))).toEqual([1, 4, 2, 5, 3, 6]);
});

test("halfAtLeast is the next half up, or the number itself where that is one", () => {
  expect([0, 1, 0.5, 65_504].map(halfAtLeast)).toEqual([0, 1, 0.5, 65_504]);
  expect(halfAtLeast(1 + 2 ** -11)).toBe(1 + 2 ** -10);
  expect(halfAtLeast(1 + 2 ** -12)).toBe(1 + 2 ** -10); // to nearest it would be 1
  expect(halfAtLeast(1e-9)).toBe(2 ** -24); // the smallest half, not 0
});

test("with scales that are halves, no number is clipped", () => {
  const data = randomFloats(50 * 7, 3).map((x, i) => x * 10 ** -(Math.floor(i / 7) % 6));
  const { values, scales } = quantizeRows(data, 50, 7, halfAtLeast);
  data.forEach((x, i) => {
    const scale = scales[Math.floor(i / 7)]!;
    expect(Math.abs(values[i]! * scale - x)).toBeLessThanOrEqual(scale * 0.5 * (1 + 1e-5));
  });
});
