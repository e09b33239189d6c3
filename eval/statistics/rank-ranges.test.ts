import { describe, expect, test } from "vitest";
import golden from "../../test/golden/rank-ranges.json" with { type: "json" };
import { f1Of } from "../metrics/fixtures/example-statistics.ts";
import { type Drawn, drawMean, type Signed } from "./draw-mean.ts";
import { createRandom, type Random } from "./random.ts";
import { rankRange, standings } from "./rank-ranges.ts";
import { type Statistic, shareOf } from "./statistic.ts";

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());

/** L with `L Lᵀ` = the covariance. */
function cholesky(covariance: readonly (readonly number[])[]): number[][] {
  const lower = covariance.map((row) => row.map(() => 0));
  for (const [i, row] of covariance.entries())
    for (let j = 0; j <= i; j++) {
      const rest = row[j] - lower[i].slice(0, j).reduce((sum, value, k) => sum + value * lower[j][k], 0);
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  return lower;
}

function normalDraws(values: readonly number[], covariance: readonly (readonly number[])[], draws: number): Drawn[] {
  const random = createRandom(17);
  const factor = cholesky(covariance);
  const drawn = values.map((value) => ({ value, draws: new Float64Array(draws), units: draws }));
  for (let b = 0; b < draws; b++) {
    const z = values.map(() => normal(random));
    for (const [i, { value, draws }] of drawn.entries())
      draws[b] = factor[i].reduce((sum, weight, k) => sum + weight * z[k], value);
  }
  return drawn;
}

const rangesOf = async (models: readonly Drawn[]) =>
  (await standings(models)).map((standing) => standing && rankRange(standing, models.length));

test.each(golden.cases)("the same ranges as from scipy's integrals: $name", async ({ values, covariance, ranges }) => {
  expect(await rangesOf(normalDraws(values, covariance, 20_000))).toEqual(ranges);
});

/** Models on the same rows, each by one metric. */
const drawAll = (metrics: readonly Statistic[], draws = 1000, seed = 17): Promise<Drawn[]> =>
  Promise.all(metrics.map(async (metric) => (await drawMean([[1, metric]], { draws, seed }))!));

/** So many rights, from a row on, then from the start. */
const rightOn = (n: number, from: number, count: number) =>
  shareOf(Array.from({ length: n }, (_, i) => Number((i - from + n) % n < count)));

describe("ranges hold what is not shown", () => {
  test("one model is the first, none are none", async () => {
    expect(await rangesOf(await drawAll([rightOn(50, 0, 40)]))).toEqual([[1, 1]]);
    expect(await standings([])).toEqual([]);
  });

  test("identical models are never told apart, and each is told apart from others as if it were alone", async () => {
    const [good, bad] = [rightOn(100, 0, 95), rightOn(100, 20, 40)];
    expect(await rangesOf(await drawAll([good, bad, good, good]))).toEqual([
      [1, 3],
      [4, 4],
      [1, 3],
      [1, 3],
    ]);
  });

  test("as many right on other rows is a tie that any draw may break", async () => {
    expect(await rangesOf(await drawAll([rightOn(100, 0, 80), rightOn(100, 50, 80)]))).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("rows are drawn for all models alike: a difference on few rows counts that would drown in two draws", async () => {
    const [a, b] = [rightOn(400, 0, 340), rightOn(400, 0, 350)];
    expect(await rangesOf(await drawAll([a, b]))).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const apart = [(await drawAll([a], 1000, 1))[0], (await drawAll([b], 1000, 2))[0]];
    expect(await rangesOf(apart)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("rows of one cluster are drawn together, so that they tell as much as one", async () => {
    const clusters = Uint32Array.from({ length: 400 }, (_, i) => Math.floor(i / 40));
    const byRow = [rightOn(400, 0, 320), rightOn(400, 0, 360)];
    expect(await rangesOf(await drawAll(byRow))).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const byCluster = await drawAll(byRow.map((metric) => ({ ...metric, clusters })));
    expect(byCluster.map(({ units }) => units)).toEqual([10, 10]);
    expect(await rangesOf(byCluster)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("a difference that no draw changes is one, unless the rows are too few to tell anything", async () => {
    const [right, wrong] = [(n: number) => shareOf(Array(n).fill(1)), (n: number) => shareOf(Array(n).fill(0))];
    const of = async (n: number) => rangesOf(await drawAll([right(n), wrong(n)]));
    expect(await of(6)).toEqual([
      [1, 1],
      [2, 2],
    ]); // 2 / 2⁶ = 3.1 %
    expect(await of(5)).toEqual([
      [1, 2],
      [1, 2],
    ]); // 2 / 2⁵ = 6.3 %
  });

  test("differences of rounding are none", async () => {
    const random = createRandom(3);
    const draws = Float64Array.from({ length: 200 }, () => random.unit());
    const near = { units: 200, value: 0.5 + 1e-16, draws: draws.map((value) => value + (random.unit() - 0.5) * 1e-15) };
    expect(await rangesOf([{ value: 0.5, draws, units: 200 }, near])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });
});

describe("undefined draws", () => {
  const gold = Array.from({ length: 200 }, (_, i) => Number(i === 7));
  const never = f1Of(gold, Array(200).fill(0)); // without the one positive row F1 is 0/0: on 37 % of the draws
  const always = f1Of(gold, Array(200).fill(1));

  test("are left out for all", async () => {
    const ranges = await rangesOf(await drawAll([never, always]));
    expect(ranges).toEqual([
      [1, 2],
      [1, 2],
    ]); // 0 and 0.01
    const undefinedOn = (await drawAll([never]))[0].draws.filter(Number.isNaN).length;
    expect(undefinedOn / 1000).toBeCloseTo(0.37, 1);
  });

  test("where they are the most a model has no range, and the others theirs", async () => {
    const [good, bad] = await drawAll([rightOn(200, 0, 190), rightOn(200, 20, 80)]);
    const rare: Drawn = { ...good, value: 0.5, draws: good.draws.map((value, b) => (b % 5 < 2 ? value : Number.NaN)) };
    expect(await rangesOf([good, rare, bad])).toEqual([[1, 2], null, [2, 3]]);
  });

  test("a metric that is undefined on the rows draws nothing", async () => {
    expect(await drawMean([[1, f1Of([0, 0], [0, 0])]])).toBeNull();
  });
});

test("several suites count by the mean, and less is better where it says so", async () => {
  const failures = (n: number, count: number): Signed => [-1, rightOn(n, 0, count)];
  const model = (accuracy: number, failed: number) =>
    drawMean([[1, rightOn(300, 0, accuracy)], failures(200, failed)], { draws: 500 });
  const models = (await Promise.all([model(280, 10), model(280, 130), model(100, 10)])) as Drawn[];
  expect(models[0].value).toBeCloseTo((280 / 300 - 10 / 200) / 2, 12);
  expect(await rangesOf(models)).toEqual([
    [1, 1],
    [2, 3],
    [2, 3],
  ]);
});

test("models that were not drawn together are refused", async () => {
  const [one] = await drawAll([rightOn(10, 0, 5)], 100);
  const [other] = await drawAll([rightOn(10, 0, 5)], 200);
  await expect(standings([one, other])).rejects.toThrow("models with different numbers of draws");
});

test("neither turns nor the order of the models change anything", async () => {
  const metrics = [90, 60, 75, 88].map((count, i) => rightOn(100, 7 * i, count));
  const drawn = await drawAll(metrics);
  let steps = 0;
  const turn = async (done: number) => {
    steps += done;
  };
  expect(await standings(drawn, turn)).toEqual(await standings(drawn));
  expect(steps).toBe(4 * 4 * 1000);
  expect((await rangesOf(drawn.toReversed())).toReversed()).toEqual(await rangesOf(drawn));
});
