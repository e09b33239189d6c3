import { describe, expect, test } from "vitest";
import { f1Of, meanOf, pearsonOf } from "../metrics/fixtures/example-statistics.ts";
import { differenceInDifferences } from "./difference-in-differences.ts";
import { pairedBootstrap } from "./paired-bootstrap.ts";
import { createRandom } from "./random.ts";
import { shareOf } from "./statistic.ts";

const random = createRandom(17);
const outcomes = (n: number, p: number) => Array.from({ length: n }, () => Number(random.unit() < p));
const columns = {
  a: { clean: outcomes(300, 0.9), stressed: outcomes(300, 0.6) },
  b: { clean: outcomes(300, 0.92), stressed: outcomes(300, 0.75) },
};
const models = (statistic: (values: number[]) => ReturnType<typeof shareOf>) => ({
  a: { clean: statistic(columns.a.clean), stressed: statistic(columns.a.stressed) },
  b: { clean: statistic(columns.b.clean), stressed: statistic(columns.b.stressed) },
});
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
const drops = {
  a: mean(columns.a.clean) - mean(columns.a.stressed),
  b: mean(columns.b.clean) - mean(columns.b.stressed),
};

describe.each([true, false])("paired: %s", async (paired) => {
  const result = (await differenceInDifferences({ ...models(shareOf), paired }))!;

  test("is what a loses less what b loses", () => {
    expect(result.difference).toBeCloseTo(drops.a - drops.b, 14);
  });

  test("its interval is as wide as the variance of the rows says", () => {
    const clean = columns.a.clean.map((x, i) => x - columns.b.clean[i]);
    const stressed = columns.a.stressed.map((x, i) => x - columns.b.stressed[i]);
    const perRow = paired ? variance(clean.map((x, i) => x - stressed[i])) : variance(clean) + variance(stressed);
    const half = (result.ci95[1] - result.ci95[0]) / 2;
    expect(Math.abs(half / (1.96 * Math.sqrt(perRow / 300)) - 1)).toBeLessThan(0.05);
  });

  test("shares give what counting their rows gives", async () => {
    const counted = (await differenceInDifferences({ ...models(meanOf), paired }))!;
    expect(counted.p_value).toBe(result.p_value);
    expect(counted.ci95[0]).toBeCloseTo(result.ci95[0], 14);
    expect(counted.ci95[1]).toBeCloseTo(result.ci95[1], 14);
  });

  test("a and b the other way round: the difference turns, p stays", async () => {
    const { a, b } = models(shareOf);
    const turned = (await differenceInDifferences({ a: b, b: a, paired }))!;
    expect(turned.difference).toBeCloseTo(-result.difference, 14);
    expect(turned.p_value).toBe(result.p_value);
  });

  test("a model against itself: p = 1 and [0, 0]", async () => {
    const { a } = models(shareOf);
    expect(await differenceInDifferences({ a, b: a, paired })).toEqual({
      difference: 0,
      ci95: [0, 0],
      p_value: 1,
      draws: 10_000,
    });
  });

  test("null where a metric is undefined", async () => {
    const a = { clean: pearsonOf([1, 2, 3], [1, 2, 4]), stressed: pearsonOf([1, 2, 3], [3, 3, 3]) };
    expect(await differenceInDifferences({ a, b: a, paired })).toBeNull();
  });
});

test("paired, with b untouched by the stress, it is the paired bootstrap of a's own drop", async () => {
  const { a, b } = models(shareOf);
  const alone = await pairedBootstrap(a.clean, a.stressed);
  expect(await differenceInDifferences({ a, b: { clean: b.clean, stressed: b.clean }, paired: true })).toEqual(alone);
});

test("clean and stressed rows may differ in number unless they are paired; a and b may not", async () => {
  const [few, many] = [shareOf([1, 0, 1]), shareOf([1, 1, 0, 0])];
  const model = { clean: few, stressed: many };
  expect((await differenceInDifferences({ a: model, b: model, paired: false }))?.difference).toBe(0);
  await expect(differenceInDifferences({ a: model, b: model, paired: true })).rejects.toThrow(RangeError);
  await expect(differenceInDifferences({ a: model, b: { clean: many, stressed: few }, paired: false })).rejects.toThrow(
    RangeError,
  );
});

test("a draw on which one of the four is undefined is left out", async () => {
  const gold = Array.from({ length: 100 }, (_, i) => (i % 40 === 7 ? 1 : 0));
  const [perfect, never] = [f1Of(gold, gold), f1Of(gold, new Array(100).fill(0))];
  const models = { a: { clean: perfect, stressed: never }, b: { clean: perfect, stressed: perfect } };
  const { difference, ci95, draws } = (await differenceInDifferences({ ...models, paired: true }))!;
  expect([difference, ci95]).toEqual([1, [1, 1]]);
  expect(draws).toBeLessThan(9_600); // 0.97 ** 100 = 0.0476
  // Drawn apart, both draws must hold a positive.
  expect((await differenceInDifferences({ ...models, paired: false }))!.draws).toBeLessThan(draws);
});
