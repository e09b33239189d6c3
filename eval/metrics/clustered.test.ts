import { expect, test } from "vitest";
import { withClusters } from "../statistics/clusters.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../statistics/paired-bootstrap.ts";
import { shareOf } from "../statistics/statistic.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { wilson } from "../statistics/wilson.ts";
import { figureOf } from "./figure.ts";
import { testDifference } from "./test-difference.ts";

const N = 120;
const column = (right: (i: number) => boolean) => shareOf(Array.from({ length: N }, (_, i) => Number(right(i))));
/** Twelve clusters of ten rows, of which a fails on two and b on four. */
const clusters = Uint32Array.from({ length: N }, (_, i) => Math.floor(i / 10));
const [a, b] = [column((i) => i >= 20), column((i) => i >= 40)];
const in10 = <S extends typeof a>(statistic: S) => withClusters(statistic, clusters);

test("a share of rows in clusters has an interval that is wider than that of rows by themselves", async () => {
  const { value, ci95 } = await figureOf("accuracy", in10(a));
  const plain = (await figureOf("accuracy", a)).ci95!;
  expect(value).toBe(100 / 120);
  expect(plain).toEqual(wilson(100, 120));
  expect((ci95![1] - ci95![0]) / (plain[1] - plain[0])).toBeGreaterThan(2.5);
});

test("twenty discordant rows are two clusters: McNemar's clustered p is 1/2, not 2^-19", async () => {
  const { test, p_value, difference, ci95, mid_p } = await testDifference("accuracy", in10(a), in10(b));
  expect({ test, difference, mid_p }).toEqual({ test: "mcnemar-clustered", difference: 20 / 120, mid_p: undefined });
  expect(p_value).toBe(0.5);
  expect(ci95).toEqual((await pairedBootstrap(in10(a), in10(b)))!.ci95);
  expect((await testDifference("accuracy", a, b)).p_value).toBeCloseTo(2 ** -19, 15);
});

test("where nothing varies the interval is that of as many rows as there are clusters", async () => {
  const all = column(() => true);
  expect((await figureOf("accuracy", in10(all))).ci95).toEqual(wilson(12, 12, studentQuantile(0.025, 11)));
  expect((await figureOf("failure_rate", in10(column(() => false)))).ci95).toEqual(
    wilson(0, 12, studentQuantile(0.025, 11)),
  );
  expect(await testDifference("accuracy", in10(a), in10(a))).toEqual({
    difference: 0,
    ci95: newcombePaired({ both: 10, aOnly: 0, bOnly: 0, neither: 2 }),
    test: "mcnemar-clustered",
    p_value: 1,
  });
  expect(await testDifference("accuracy", in10(all), in10(column(() => false)))).toEqual({
    difference: 1,
    ci95: newcombePaired({ both: 0, aOnly: 12, bOnly: 0, neither: 0 }),
    test: "mcnemar-clustered",
    p_value: 2 ** -11,
  });
});

test("of one cluster there is a value, and a difference, and nothing more", async () => {
  const one = new Uint32Array(N);
  const [onlyA, onlyB] = [withClusters(a, one), withClusters(b, one)];
  expect(await figureOf("accuracy", onlyA)).toEqual({ value: 100 / 120, ci95: null });
  for (const metric of ["accuracy", "f1"] as const)
    expect(await testDifference(metric, onlyA, onlyB)).toMatchObject({ ci95: null, p_value: null });
  expect((await testDifference("accuracy", onlyA, onlyB)).difference).toBeCloseTo(20 / 120, 15);
});

test("every row a cluster of its own: the same figures as without", async () => {
  const alone = Uint32Array.from({ length: N }, (_, i) => i);
  const [ownA, ownB] = [withClusters(a, alone), withClusters(b, alone)];
  expect(await figureOf("accuracy", ownA)).toEqual(await figureOf("accuracy", a));
  for (const metric of ["accuracy", "f1"] as const)
    expect(await testDifference(metric, ownA, ownB)).toEqual(await testDifference(metric, a, b));
});
