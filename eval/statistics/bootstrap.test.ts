import { describe, expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { f1Of, meanOf, pearsonOf } from "../metrics/fixtures/example-statistics.ts";
import { bootstrapInterval } from "./bootstrap.ts";
import { resampler } from "./contrast.ts";
import { createRandom } from "./random.ts";
import { percentileInterval, resampledValues } from "./resampling.ts";
import type { Statistic } from "./statistic.ts";
import { shareOf } from "./statistic.ts";

const { gold, a, score, score_a, f1, accuracy, pearson } = golden.resampled;
const right = gold.map((label, i) => Number(label === a[i]));

describe("five rows, 1, 1, 0, -1, 1", () => {
  const rows = [1, 1, 0, -1, 1];
  const all = Array.from(
    { length: 5 ** 5 },
    (_, draw) => rows.map((_, i) => rows[Math.floor(draw / 5 ** i) % 5]).reduce((sum, value) => sum + value, 0) / 5,
  );
  const published = [1, 5, 25, 70, 185, 331, 555, 630, 675, 405, 243]; // sums -5 to 5, of 3,125

  test("all resamples have the published interval", () => {
    expect(published.map((_, i) => all.filter((mean) => Math.round(mean * 5) === i - 5).length)).toEqual(published);
    expect(percentileInterval(Float64Array.from(all))).toEqual([-0.4, 1]);
    expect(all.filter((mean) => mean <= 0).length / all.length).toBeCloseTo(0.19744, 12);
  });

  test("10,000 drawn ones have every mean as often, within four standard errors", async () => {
    const draws = 10_000;
    const means = (await resampledValues({ draws, steps: 5 }, resampler([[1, meanOf(rows)]], createRandom(17))))!;
    published.forEach((count, i) => {
      const share = count / 3125;
      const drawn = means.filter((mean) => Math.round(mean * 5) === i - 5).length / draws;
      expect(Math.abs(drawn - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));
    });
    const atMostZero = means.filter((mean) => mean <= 0).length / draws;
    expect(Math.abs(atMostZero - 0.19744)).toBeLessThan(3 * Math.sqrt((0.19744 * 0.80256) / draws));
    expect(await bootstrapInterval(meanOf(rows))).toEqual([-0.4, 1]);
  });
});

test.each([
  { name: "F1", statistic: f1Of(gold, a), ...f1 },
  { name: "accuracy", statistic: shareOf(right), ...accuracy },
  { name: "Pearson", statistic: pearsonOf(score, score_a), ...pearson },
])("agrees with scipy's percentile bootstrap within Monte-Carlo error: $name", async ({ statistic, ci95, error }) => {
  (await bootstrapInterval(statistic))!.forEach((end, i) => {
    expect(Math.abs(end - ci95[i])).toBeLessThanOrEqual(4 * error[i] + 1e-12);
  });
});

test("a share has the interval that counting its rows gives", async () => {
  expect(await bootstrapInterval(shareOf(right))).toEqual(await bootstrapInterval(meanOf(right)));
});

test("the same seed gives the same interval, another one nearly", async () => {
  const statistic = pearsonOf(score, score_a);
  const interval = (await bootstrapInterval(statistic))!;
  expect(await bootstrapInterval(statistic, { seed: 17, draws: 10_000 })).toEqual(interval);
  const other = (await bootstrapInterval(statistic, { seed: 18 }))!;
  expect(other).not.toEqual(interval);
  other.forEach((end, i) => {
    expect(Math.abs(end - interval[i])).toBeLessThan(6 * pearson.error[i]);
  });
});

test("rows in another order have nearly the same interval", async () => {
  const interval = (await bootstrapInterval(f1Of(gold, a)))!;
  (await bootstrapInterval(f1Of(gold.toReversed(), a.toReversed())))!.forEach((end, i) => {
    expect(Math.abs(end - interval[i])).toBeLessThan(6 * f1.error[i] + 1e-12);
  });
});

test("every row twice narrows the interval", async () => {
  const width = async (statistic: Statistic) => {
    const [low, high] = (await bootstrapInterval(statistic))!;
    return high - low;
  };
  const twice = <T>(column: T[]) => [...column, ...column];
  expect(await width(f1Of(twice(gold), twice(a)))).toBeLessThan(await width(f1Of(gold, a)));
  expect(await width(pearsonOf(twice(score), twice(score_a)))).toBeLessThan(await width(pearsonOf(score, score_a)));
  expect(await width(shareOf(twice(right)))).toBeLessThan(await width(shareOf(right)));
});

describe("where a metric is undefined", () => {
  /** Undefined on draws that hold the first row: on 1 - (1 - 1/n)ⁿ of them, 63 to 65 %. */
  const withoutFirst = (n: number): Statistic => ({
    kind: "resampled",
    n,
    value: (counts) => (counts[0] ? null : 0.5),
  });
  /** Undefined on draws that don't hold it. */
  const withFirst = (n: number): Statistic => ({ kind: "resampled", n, value: (counts) => (counts[0] ? 0.5 : null) });

  test("a minority of such draws is left out", async () => {
    expect(await bootstrapInterval(withFirst(50))).toEqual([0.5, 0.5]);
    expect(
      (await resampledValues({ draws: 10_000, steps: 50 }, resampler([[1, withFirst(50)]], createRandom(17))))!.length,
    ).toBeLessThan(7_000);
  });

  test("there is no interval when they are the majority", async () => {
    expect(await bootstrapInterval(withoutFirst(50))).toBeNull();
    expect(await bootstrapInterval(pearsonOf([1, 1, 1], [1, 2, 3]))).toBeNull();
  });

  test("nor is there one without rows", async () => {
    expect(await bootstrapInterval(shareOf([]))).toBeNull();
    expect(await bootstrapInterval(f1Of([], []))).toBeNull();
  });
});

test("one row has an interval of no width", async () => {
  expect(await bootstrapInterval(shareOf([1]))).toEqual([1, 1]);
});

test.each([0, -1, 1.5, Number.NaN])("refuses to draw %d resamples", async (draws) => {
  await expect(bootstrapInterval(shareOf([1, 0]), { draws })).rejects.toThrow(RangeError);
});
