import { describe, expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { f1Of, meanOf, pearsonOf } from "../metrics/fixtures/example-statistics.ts";
import { pairedBootstrap } from "./paired-bootstrap.ts";
import { centredP } from "./resampling.ts";
import { plainValue, shareOf } from "./statistic.ts";

const { gold, a, b, score, score_a, score_b, f1_difference, pearson_difference } = golden.resampled;
const rightOf = (answers: number[]) => gold.map((label, i) => Number(label === answers[i]));
const metrics = [
  { name: "F1", a: f1Of(gold, a), b: f1Of(gold, b), reference: f1_difference },
  { name: "Pearson", a: pearsonOf(score, score_a), b: pearsonOf(score, score_b), reference: pearson_difference },
];

test.each(metrics)("agrees with scipy's bootstrap within Monte-Carlo error: $name", async ({ a, b, reference }) => {
  const result = (await pairedBootstrap(a, b))!;
  expect(result.difference).toBeCloseTo(plainValue(a)! - plainValue(b)!, 14);
  result.ci95.forEach((end, i) => {
    expect(Math.abs(end - reference.ci95[i])).toBeLessThanOrEqual(4 * reference.error[i]);
  });
  const { p } = reference;
  expect(Math.abs(result.p_value - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 10_000) + 1e-4);
  expect(result.draws).toBe(10_000);
});

test("five rows, 1, 1, 0, -1, 1: the published mean and p of the centred test", async () => {
  const [one, other] = [shareOf([1, 1, 0, 0, 1]), shareOf([0, 0, 0, 1, 0])];
  const result = (await pairedBootstrap(one, other))!;
  expect(result).toMatchObject({ difference: 0.4, ci95: [-0.4, 1], draws: 10_000 });
  expect(Math.abs(result.p_value - 0.4048)).toBeLessThan(3 * Math.sqrt((0.4048 * 0.5952) / 10_000));
});

test("in all 3,125 resamples of those rows p is the published 0.4048, ties counted whichever way they are rounded", () => {
  const rows = [1, 1, 0, -1, 1];
  const means = Array.from({ length: 3125 }, (_, draw) =>
    rows.reduce((mean, _, i) => mean + rows[Math.floor(draw / 5 ** i) % 5] / 5, 0),
  );
  expect(centredP(0.4, Float64Array.from(means))).toBeCloseTo((0.4048 * 3125 + 1) / 3126, 12);
});

test("shares give what counting their rows gives", async () => {
  const [one, other] = [rightOf(a), rightOf(b)];
  const [shares, means] = [
    (await pairedBootstrap(shareOf(one), shareOf(other)))!,
    (await pairedBootstrap(meanOf(one), meanOf(other)))!,
  ];
  expect(shares.p_value).toBe(means.p_value);
  expect(shares.difference).toBeCloseTo(means.difference, 14);
  shares.ci95.forEach((end, i) => {
    expect(end).toBeCloseTo(means.ci95[i], 14);
  });
});

test.each(metrics)("a and b the other way round: the difference turns, p stays: $name", async ({ a, b, reference }) => {
  const [one, other] = [(await pairedBootstrap(a, b))!, (await pairedBootstrap(b, a))!];
  expect(other.difference).toBe(-one.difference);
  expect(other.p_value).toBe(one.p_value);
  // The quantile is one of the drawn values, so mirrored ends are neighbours in rank.
  expect(Math.abs(other.ci95[0] + one.ci95[1])).toBeLessThan(reference.error[1]);
  expect(Math.abs(other.ci95[1] + one.ci95[0])).toBeLessThan(reference.error[0]);
});

test.each(metrics)("identical answers: p = 1 and [0, 0]: $name", async ({ a }) => {
  expect(await pairedBootstrap(a, a)).toEqual({ difference: 0, ci95: [0, 0], p_value: 1, draws: 10_000 });
});

test("the same seed gives the same, another nearly", async () => {
  const [one, other] = [f1Of(gold, a), f1Of(gold, b)];
  expect(await pairedBootstrap(one, other)).toEqual(await pairedBootstrap(one, other, { seed: 17 }));
  const reseeded = (await pairedBootstrap(one, other, { seed: 4 }))!;
  expect(reseeded.p_value).not.toBe((await pairedBootstrap(one, other))!.p_value);
  expect(Math.abs(reseeded.p_value - f1_difference.p)).toBeLessThan(0.015);
});

describe("where there is nothing to compare", () => {
  test("no rows, or a metric undefined on them, is null", async () => {
    expect(await pairedBootstrap(shareOf([]), shareOf([]))).toBeNull();
    expect(await pairedBootstrap(f1Of([], []), f1Of([], []))).toBeNull();
    expect(await pairedBootstrap(pearsonOf([1, 2, 3], [1, 2, 4]), pearsonOf([1, 2, 3], [5, 5, 5]))).toBeNull();
  });

  test("different numbers of rows are refused", async () => {
    await expect(pairedBootstrap(shareOf([1, 0]), shareOf([1]))).rejects.toThrow(RangeError);
  });
});

test("a few rows are no evidence, however alike their differences: p is never below 2^(1 - n)", async () => {
  for (const n of [1, 2, 5]) {
    const [all, none] = [new Array<number>(n).fill(1), new Array<number>(n).fill(0)];
    expect((await pairedBootstrap(meanOf(all), meanOf(none)))?.p_value).toBe(2 ** (1 - n));
  }
});

test("draws without a positive are undefined for both models: they are left out, not differences of 0 or 1", async () => {
  const gold = Array.from({ length: 100 }, (_, i) => (i % 40 === 7 ? 1 : 0));
  const perfect = f1Of(gold, gold);
  const { ci95, draws } = (await pairedBootstrap(perfect, perfect))!;
  expect(ci95).toEqual([0, 0]);
  expect(draws).toBeLessThan(9_600); // 0.97 ** 100 = 0.0476 are left out
  // Against one that never says it, which scores 0 wherever there is a positive.
  const never = f1Of(gold, new Array(100).fill(0));
  expect((await pairedBootstrap(perfect, never))!).toMatchObject({ difference: 1, ci95: [1, 1], draws });
});
