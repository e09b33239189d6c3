import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { createRandom, type RandomState, Xoshiro128 } from "./random.ts";

test("gives the reference algorithm's numbers from its own state", () => {
  const random = new Xoshiro128(golden.random.from_state.state as unknown as RandomState);
  expect(golden.random.from_state.values.map(() => random.next())).toEqual(golden.random.from_state.values);
});

test.each(golden.random.from_seed)("gives the reference's numbers from seed $seed", ({ seed, values }) => {
  const random = createRandom(seed);
  expect(values.map(() => random.next())).toEqual(values);
});

test.each(golden.random.below)("draws below $n as whole-number arithmetic does", ({ seed, n, values }) => {
  const random = createRandom(seed);
  expect(values.map(() => random.below(n))).toEqual(values);
});

test("numbers below n come up equally often, also where n does not divide 2³²", () => {
  const random = createRandom(17);
  for (const n of [2, 3, 7, 100]) {
    const counts = new Array<number>(n).fill(0);
    const expected = 2000;
    for (let i = 0; i < n * expected; i++) counts[random.below(n)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Mean n - 1 and variance 2(n - 1): five standard deviations.
    expect(Math.abs(chiSquare - (n - 1))).toBeLessThan(5 * Math.sqrt(2 * (n - 1)));
  }
});

test("unit stays in [0, 1) around a mean of ½", () => {
  const random = createRandom(17);
  const values = Array.from({ length: 10_000 }, () => random.unit());
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 0.5)).toBeLessThan(0.015);
});

test("a tally counts what drawing one by one gives", () => {
  const [one, other] = [createRandom(5), createRandom(5)];
  const counts = new Uint32Array(50).fill(9);
  one.tally(counts);
  const expected = new Uint32Array(50);
  for (let i = 0; i < 50; i++) expected[other.below(50)]++;
  expect(counts).toEqual(expected);
});
