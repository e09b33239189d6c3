import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { f1Of, pearsonOf } from "../metrics/fixtures/example-statistics.ts";
import { mcnemarExact } from "./mcnemar.ts";
import { randomisationTest } from "./randomisation.ts";
import { shareOf } from "./statistic.ts";

const { gold, a, b, score, score_a, score_b, randomised_f1_of_first_14 } = golden.resampled;
const f1Swapped = (rows: number) =>
  f1Of([...gold.slice(0, rows), ...gold.slice(0, rows)], [...a.slice(0, rows), ...b.slice(0, rows)]);

test("agrees with scipy's exact permutation of F1 within Monte-Carlo error", async () => {
  const p = randomised_f1_of_first_14;
  expect(Math.abs((await randomisationTest(f1Swapped(14)))! - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 10_000));
});

test("for a share it is the exact McNemar test", async () => {
  const right = (answers: number[]) => gold.map((label, i) => Number(label === answers[i]));
  const [rightA, rightB] = [right(a), right(b)];
  const aOnly = rightA.filter((r, i) => r > rightB[i]).length;
  const bOnly = rightA.filter((r, i) => r < rightB[i]).length;
  expect(await randomisationTest(shareOf([...rightA, ...rightB]))).toBeCloseTo(mcnemarExact(aOnly, bOnly), 14);
});

test("a and b the other way round: nearly the same p, since other swaps are drawn", async () => {
  const one = (await randomisationTest(pearsonOf([...score, ...score], [...score_a, ...score_b])))!;
  const other = (await randomisationTest(pearsonOf([...score, ...score], [...score_b, ...score_a])))!;
  expect(Math.abs(one - other)).toBeLessThan(0.03);
});

test("identical answers: p = 1", async () => {
  expect(await randomisationTest(f1Of([...gold, ...gold], [...a, ...a]))).toBe(1);
});

test("p is never 0 and needs no more than the draws asked for", async () => {
  const perfectAgainstNone = f1Of([...gold, ...gold], [...gold, ...gold.map((label) => 1 - label)]);
  expect(await randomisationTest(perfectAgainstNone, { draws: 99 })).toBe(1 / 100);
});

test("the same seed gives the same p, another one nearly", async () => {
  const p = (await randomisationTest(f1Swapped(60)))!;
  expect(await randomisationTest(f1Swapped(60), { seed: 17 })).toBe(p);
  expect(Math.abs((await randomisationTest(f1Swapped(60), { seed: 2 }))! - p)).toBeLessThan(0.03);
});

test("null without rows and where the metric is undefined for a side", async () => {
  expect(await randomisationTest(f1Of([], []))).toBeNull();
  expect(await randomisationTest(shareOf([]))).toBeNull();
  expect(await randomisationTest(pearsonOf([1, 2, 3, 1, 2, 3], [1, 2, 4, 5, 5, 5]))).toBeNull();
});

test("refuses an odd number of rows", async () => {
  await expect(randomisationTest(shareOf([1, 0, 1]))).rejects.toThrow(RangeError);
});
