import { describe, expect, test } from "vitest";
import golden from "../../test/golden/clusters.json" with { type: "json" };
import { f1Of, meanOf } from "../metrics/fixtures/example-statistics.ts";
import { bootstrap } from "./bootstrap.ts";
import { clusteredWilson } from "./clustered-wilson.ts";
import { clusteredVariance, clusteringOf, numberClusters, withClusters } from "./clusters.ts";
import { resampler } from "./contrast.ts";
import { differenceInDifferences } from "./difference-in-differences.ts";
import { effectiveClusters, wholeClusters } from "./effective-clusters.ts";
import { expandedP, expandedTail } from "./few-clusters.ts";
import { mcnemarClustered, mcnemarExact } from "./mcnemar.ts";
import { pairedBootstrap } from "./paired-bootstrap.ts";
import { createRandom } from "./random.ts";
import { randomisationTest } from "./randomisation.ts";
import { resampledValues } from "./resampling.ts";
import { type Statistic, shareOf } from "./statistic.ts";
import { wilson } from "./wilson.ts";

const cases = golden.cases.map(({ clusters, ...rest }) => ({ ...rest, clusters: Uint32Array.from(clusters) }));
const forty = cases.at(-1)!;
const alone = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
const twice = (clusters: Uint32Array) => Uint32Array.from([...clusters, ...clusters]);

test.each(golden.expanded)(
  "levels for $clusters clusters are those of scipy's distributions",
  ({ clusters, tail, p }) => {
    expect(expandedTail(clusters) / tail).toBeCloseTo(1, 9);
    for (const { plain, expanded } of p) expect(expandedP(plain, clusters)).toBeCloseTo(expanded, 12);
    expect(expandedP(2 * expandedTail(clusters), clusters)).toBeCloseTo(0.05, 12);
  },
);

test.each(cases)("variances are those of a cluster-robust regression: $name", ({ a, b, clusters, ...reference }) => {
  expect(clusteredVariance(a, clusters)).toBeCloseTo(reference.variance_a, 15);
  const differences = a.map((right, i) => right - b[i]);
  expect(clusteredVariance(differences, clusters)).toBeCloseTo(reference.variance_difference, 15);
});

test.each(cases)(
  "Wilson's interval is statsmodels' at the effective number of rows: $name",
  ({ a, clusters, wilson_a }) => {
    const clustering = clusteringOf(withClusters(shareOf(a), clusters))!;
    clusteredWilson(Uint8Array.from(a), clustering)!.forEach((end, i) => {
      expect(end).toBeCloseTo(wilson_a[i]!, 10);
    });
  },
);

test("clusters of one size all count, of which a few large ones decide fewer, the more so the more alike rows are", () => {
  const even = { of: Uint32Array.from({ length: 60 }, (_, i) => i % 12), count: 12 };
  expect(wholeClusters(even, 1)).toBe(12);
  expect(wholeClusters(even, 5)).toBe(12);
  const uneven = { of: Uint32Array.from({ length: 60 }, (_, i) => (i < 40 ? i % 2 : 2 + (i % 10))), count: 12 };
  const counts = [1, 2, 6, 20].map((inflation) => effectiveClusters(uneven, inflation));
  expect(counts).toEqual(counts.toSorted((x, y) => y - x));
  expect(counts[0]).toBeCloseTo(60 ** 2 / (2 * 20 ** 2 + 10 * 2 ** 2), 12);
  expect(counts[3]).toBeCloseTo((2 * 400 + 10 * 4) ** 2 / (2 * 400 ** 2 + 10 * 4 ** 2), 12);
});

test.each(cases.filter(({ p }) => p !== null))("p is scipy's over all signs: $name", async ({ a, b, clusters, p }) => {
  expect(await mcnemarClustered(a, b, clusteringOf(withClusters(shareOf(a), clusters))!)).toBeCloseTo(p!, 12);
  const swapped = withClusters(shareOf([...a, ...b]), twice(clusters));
  expect(await randomisationTest(swapped)).toBeCloseTo(p!, 12);
  // The same by swapping the answers of whole clusters, as for any other metric.
  const drawn = (await randomisationTest(withClusters(meanOf([...a, ...b]), twice(clusters))))!;
  expect(Math.abs(drawn - p!)).toBeLessThan(4 * Math.sqrt((p! * (1 - p!)) / 10_000) + 1e-4);
});

test("one row a cluster makes McNemar's test the exact one", async () => {
  const [a, b] = [
    [1, 1, 1, 1, 0, 1, 0, 1, 1],
    [0, 0, 0, 0, 1, 0, 0, 1, 0],
  ];
  expect(await mcnemarClustered(a, b, { of: alone(9), count: 9 })).toBeCloseTo(mcnemarExact(6, 1), 14);
});

describe("draws of clusters", () => {
  const { a, b, clusters, variance_difference, ci95, error } = forty;
  const [one, other] = [withClusters(shareOf(a), clusters), withClusters(shareOf(b), clusters)];

  test("have scipy's interval within Monte-Carlo error", async () => {
    (await pairedBootstrap(one, other))!.ci95.forEach((end, i) => {
      expect(Math.abs(end - ci95![i]!)).toBeLessThan(4 * error![i]!);
    });
  });

  test("spread as the variance says, but for G - 1 in place of G", async () => {
    const draw = resampler(
      [
        [1, one],
        [-1, other],
      ],
      createRandom(17),
    );
    const values = (await resampledValues({ draws: 10_000, steps: a.length }, draw))!;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // The mean is a ratio, since clusters have sizes: its variance is that only to the first order.
    expect(Math.abs(variance / ((39 / 40) * variance_difference) - 1)).toBeLessThan(0.1);
  });

  test("are the same for a share as for the mean of its rows", async () => {
    const means = [withClusters(meanOf(a), clusters), withClusters(meanOf(b), clusters)] as const;
    const [shares, counted] = [(await pairedBootstrap(one, other))!, (await pairedBootstrap(...means))!];
    shares.ci95.forEach((end, i) => {
      expect(end).toBeCloseTo(counted.ci95[i]!, 12);
    });
    expect(await bootstrap(one)).toEqual(await bootstrap(means[0]));
  });

  test("are wider where rows of a cluster are alike, by the root of its size", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => (i % 3 ? 1 : 0));
    const copies = rows.flatMap((row) => [row, row, row, row]);
    const clusters = Uint32Array.from(copies, (_, i) => i >> 2);
    const width = async (statistic: Statistic) => {
      const [low, high] = (await bootstrap(statistic))!.ci95;
      return high - low;
    };
    const ratio = (await width(withClusters(shareOf(copies), clusters))) / (await width(shareOf(copies)));
    expect(Math.abs(ratio - 2)).toBeLessThan(0.15);
  });
});

test("of fewer than six clusters the interval is Student's, as the ends of draws are the best and the worst one", async () => {
  const [sizes, rates] = [40, [0.1, 0.3, 0.5]];
  const rows = rates.flatMap((rate) => Array.from({ length: sizes }, (_, i) => Number(i < rate * sizes)));
  const clusters = Uint32Array.from(rows, (_, i) => Math.floor(i / sizes));
  const none = withClusters(shareOf(rows.map(() => 0)), clusters);
  const { ci95 } = (await pairedBootstrap(withClusters(shareOf(rows), clusters), none))!;
  const reach = 4.302652729911275 * Math.sqrt(clusteredVariance(rows, clusters)); // t with two degrees
  expect(ci95[0] / (0.3 - reach)).toBeCloseTo(1, 1);
  expect(ci95[1] / (0.3 + reach)).toBeCloseTo(1, 1);
});

describe("every row a cluster of its own: to the last bit what rows by themselves have", () => {
  const { a, b } = forty;
  const own = <S extends Statistic>(statistic: S) => withClusters(statistic, alone(a.length));
  const gold = a.map((_, i) => i % 2);
  const [f1A, f1B] = [f1Of(gold, a), f1Of(gold, b)];

  test("intervals, differences, differences of differences and swaps", async () => {
    expect(await bootstrap(own(f1A))).toEqual(await bootstrap(f1A));
    expect(await pairedBootstrap(own(f1A), own(f1B))).toEqual(await pairedBootstrap(f1A, f1B));
    const paired = (of: (statistic: Statistic) => Statistic) => ({
      a: { clean: of(f1A), stressed: of(f1B) },
      b: { clean: of(shareOf(a)), stressed: of(shareOf(b)) },
      paired: true,
    });
    expect(await differenceInDifferences(paired(own))).toEqual(await differenceInDifferences(paired((s) => s)));
    const swapped = f1Of([...gold, ...gold], [...a, ...b]);
    expect(await randomisationTest(withClusters(swapped, twice(alone(a.length))))).toBe(
      await randomisationTest(swapped),
    );
  });
});

describe("little to go by", () => {
  const one = (rows: number[]) => withClusters(meanOf(rows), new Uint32Array(rows.length));

  test("of one cluster there is neither interval nor p", async () => {
    expect(await bootstrap(one([1, 0, 1]))).toBeNull();
    expect(await pairedBootstrap(one([1, 0, 1]), one([0, 0, 1]))).toBeNull();
    expect(await randomisationTest(one([1, 0, 0, 1]))).toBeNull();
  });

  test("p is never below 2^(1 - G), however many rows G clusters have", async () => {
    const clusters = Uint32Array.from({ length: 40 }, (_, i) => i % 4);
    const [all, none] = [new Array<number>(40).fill(1), new Array<number>(40).fill(0)];
    const result = await pairedBootstrap(withClusters(meanOf(all), clusters), withClusters(meanOf(none), clusters));
    expect(result!.p_value).toBe(2 ** -3);
  });
});

describe("refused", () => {
  const clusters = Uint32Array.from([0, 0, 1]);
  const rows = shareOf([1, 0, 1]);

  test("metrics of different clusters", async () => {
    const others = withClusters(rows, Uint32Array.from([0, 1, 1]));
    await expect(pairedBootstrap(withClusters(rows, clusters), others)).rejects.toThrow(
      "its metrics have different clusters",
    );
    await expect(pairedBootstrap(withClusters(rows, clusters), rows)).rejects.toThrow(RangeError);
    await expect(
      randomisationTest(withClusters(shareOf([1, 0, 1, 1]), Uint32Array.from([0, 0, 0, 1]))),
    ).rejects.toThrow("different clusters");
  });

  test("numbers with gaps, and too few of them", async () => {
    await expect(bootstrap(withClusters(rows, Uint32Array.from([0, 2, 2])))).rejects.toThrow(
      "2 of them are numbered up to 2",
    );
    await expect(bootstrap(withClusters(rows, Uint32Array.from([0, 1])))).rejects.toThrow("2 rows have one, of 3");
    expect(() => clusteredVariance([1, 0], new Uint32Array(2))).toThrow(RangeError);
  });
});

test("clusters are numbered as they come up", () => {
  expect(numberClusters(["b", "a", "b", "c"])).toEqual(Uint32Array.from([0, 1, 0, 2]));
});

test("few clusters that come out alike by chance leave no interval narrower than that of their rows", async () => {
  const clusters = Uint32Array.from({ length: 40 }, (_, i) => Math.floor(i / 20));
  const a = withClusters(shareOf(new Array(40).fill(1)), clusters);
  const b = withClusters(shareOf(Array.from({ length: 40 }, (_, i) => Number(i % 4 > 0))), clusters);
  const { difference, ci95 } = (await pairedBootstrap(a, b))!; // each cluster alone has 0.25, as all draws do
  expect(difference).toBe(0.25);
  const reach = 1.96 * Math.sqrt((0.25 * 0.75) / 40);
  for (const [i, end] of [0.25 - reach, 0.25 + reach].entries()) expect(Math.abs(ci95[i]! - end)).toBeLessThan(0.02);
  expect((await bootstrap(b))!.ci95).toEqual(ci95.map((end) => 1 - end).reverse());

  // 37 of 39 and 1 of 1: as far from their mean as each other, by 0.05 rows.
  const uneven = { of: Uint32Array.from({ length: 40 }, (_, i) => Number(i === 39)), count: 2 };
  const outcomes = Uint8Array.from({ length: 40 }, (_, i) => Number(i > 1));
  expect(clusteredWilson(outcomes, uneven)).toEqual(wilson(38, 40));
});
