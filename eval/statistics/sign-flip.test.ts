import { describe, expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { mcnemarExact } from "./mcnemar.ts";
import { createRandom } from "./random.ts";
import { signFlip } from "./sign-flip.ts";

test.each(golden.sign_flip)("matches scipy's exact permutation test: $differences", async ({ differences, p }) => {
  expect(await signFlip(differences)).toBeCloseTo(p, 12);
});

test("five rows, 1, 1, 0, -1, 1: 20 of 32", async () => {
  expect(await signFlip([1, 1, 0, -1, 1])).toBe(20 / 32);
});

const normal = (n: number, seed: number) => {
  const random = createRandom(seed);
  return Array.from(
    { length: n },
    () => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit()),
  );
};

test("for 0/1 answers it is the exact McNemar test, of any size", async () => {
  const rows = (b: number, c: number) => [...new Array<number>(b).fill(1), 0, ...new Array<number>(c).fill(-1)];
  for (const [b, c] of [
    [0, 0],
    [3, 1],
    [10, 25],
    [5, 5],
    [40, 0],
    [480, 520],
    [2100, 2000],
  ] as const)
    expect(Math.abs((await signFlip(rows(b, c))) / mcnemarExact(b, c) - 1)).toBeLessThan(1e-11);
});

test("counting and enumeration agree: eighths are whole numbers times an exact power of two", async () => {
  const whole = [3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, 7, 9];
  expect(await signFlip(whole.map((d) => d / 8))).toBeCloseTo(await signFlip(whole), 14);
});

test("ties count however the sums are rounded", async () => {
  // 0.1 + 0.2 + 0.3 - 0.6 is not 0 in floating point, and 0.1 + 0.7 is not 0.8.
  expect(await signFlip([0.1, 0.7, -0.2, 0.4])).toBe(await signFlip([1, 7, -2, 4]));
});

test("the smallest p that n rows allow is 2^(1-n)", async () => {
  for (const n of [1, 2, 10, 32]) expect(await signFlip(new Array(n).fill(0.3))).toBeCloseTo(2 ** (1 - n), 15);
});

describe("beyond 32 differences that are no whole numbers", () => {
  const differences = normal(200, 17).map((d) => d + 0.1);

  test("random flips come near the normal approximation", async () => {
    const sum = differences.reduce((total, d) => total + d, 0);
    const z = Math.abs(sum) / Math.sqrt(differences.reduce((total, d) => total + d * d, 0));
    const p = await signFlip(differences);
    expect(Math.abs(p - 2 * (1 - normalShareBelow(z)))).toBeLessThan(0.02);
  });

  test("the same seed gives the same p, another one nearly", async () => {
    const p = await signFlip(differences);
    expect(await signFlip(differences, { seed: 17, draws: 10_000 })).toBe(p);
    const other = await signFlip(differences, { seed: 3 });
    expect(other).not.toBe(p);
    expect(Math.abs(other - p)).toBeLessThan(6 * Math.sqrt((p * (1 - p)) / 10_000));
  });

  test("p is never 0: what was observed counts", async () => {
    expect(await signFlip(normal(100, 5).map((d) => Math.abs(d) + 1))).toBe(1 / 10_001);
  });
});

test("a and b the other way round leave p as it is", async () => {
  for (const differences of [[1, 2, -1, 0, 3], normal(12, 3), normal(100, 4)])
    expect(await signFlip(differences.map((d) => -d))).toBe(await signFlip(differences));
});

test("no difference at all: p = 1", async () => {
  for (const differences of [[], [0, 0], [0.5, -0.5]]) expect(await signFlip(differences)).toBe(1);
});

test.each([[[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]], [[1e308, 1e308]]])("refuses %j", async (differences) => {
  await expect(signFlip(differences)).rejects.toThrow(RangeError);
});

/** Φ by its series, good to 1e-12 for |z| < 5. */
function normalShareBelow(z: number): number {
  let [sum, term] = [z, z];
  for (let k = 1; k < 200; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
