import { expect, test } from "vitest";
import { tanh } from "./tanh.ts";

test("tanh is that of mathematics to 1e-14, odd, and ±1 far out", () => {
  for (let x = -25; x <= 25; x += 0.0137) {
    expect(Math.abs(tanh(x) - Math.tanh(x))).toBeLessThan(1e-14);
    expect(tanh(-x)).toBe(-tanh(x));
  }
  expect([0, 1e-9, 1e3, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(tanh)).toEqual([
    0,
    expect.closeTo(1e-9, 14),
    1,
    1,
    -1,
  ]);
  expect(tanh(Number.NaN)).toBeNaN();
});
