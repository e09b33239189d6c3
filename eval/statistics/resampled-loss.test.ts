import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { f1Of, meanOf } from "../metrics/fixtures/example-statistics.ts";
import { clusteredVariance } from "./clusters.ts";
import { pairedBootstrap } from "./paired-bootstrap.ts";
import { createRandom } from "./random.ts";
import { resampledLoss } from "./resampled-loss.ts";
import { shareOf } from "./statistic.ts";
import { studentQuantile } from "./student-t.ts";

const { gold, a, b, f1_difference } = golden.resampled;

test("at 2.5 % its bounds are the interval that scipy's bootstrap has, within Monte-Carlo error", async () => {
  const { loss, bounds } = (await resampledLoss(f1Of(gold, a), f1Of(gold, b), 0.025))!;
  expect(loss).toBe((await pairedBootstrap(f1Of(gold, a), f1Of(gold, b)))!.difference);
  bounds.forEach((end, i) => {
    expect(Math.abs(end - f1_difference.ci95[i]!)).toBeLessThan(4 * f1_difference.error[i]! + 1e-12);
  });
});

test("of few clusters its bounds are as far as Student's t has them", async () => {
  const random = createRandom(5);
  const values = Array.from({ length: 12 }, () => 100 * (random.unit() + random.unit() + random.unit() - 1.5));
  const rows = values.flatMap((value) => [value, value + 1, value + 2, value + 3]);
  const clusters = Uint32Array.from(rows, (_, i) => Math.floor(i / 4));
  const nothing = { ...meanOf(new Array(rows.length).fill(0)), clusters };
  const { bounds } = (await resampledLoss({ ...meanOf(rows), clusters }, nothing, 0.05))!;
  const half = studentQuantile(0.05, 11) * Math.sqrt(clusteredVariance(rows, clusters));
  expect(Math.abs((bounds[1] - bounds[0]) / 2 / half - 1)).toBeLessThan(0.06); // unexpanded: 12 % less
});

test("where models agree on every row, or cluster, it has the bounds of no discordant one", async () => {
  const same = shareOf(Array.from({ length: 60 }, (_, i) => i % 3 && 1));
  expect(await resampledLoss(same, same, 0.05)).toEqual({
    loss: 0,
    bounds: [-(1 - 0.05 ** (1 / 60)), 1 - 0.05 ** (1 / 60)],
  });
  const clustered = { ...same, clusters: Uint32Array.from({ length: 60 }, (_, i) => i >> 1) };
  expect((await resampledLoss(clustered, clustered, 0.05))!.bounds[1]).toBe(1 - 0.05 ** (1 / 30));
});

test("where b loses every row, or cluster, it has the bound at which that is as unlikely as `tail`", async () => {
  for (const n of [2, 4, 5, 30]) {
    const [all, none] = [shareOf(new Array(n).fill(1)), shareOf(new Array(n).fill(0))];
    const least = 2 * 0.05 ** (1 / n) - 1; // lost with probability (1 + least) / 2 each, where all rows are discordant
    const rows = (await resampledLoss(all, none, 0.05))!;
    expect(rows.bounds[0]).toBeCloseTo(least, 12);
    expect(rows.bounds[1]).toBe(1);
    expect((await resampledLoss(none, all, 0.05))!.bounds).toEqual([-1, -rows.bounds[0]]);
    const twice = (value: number) => ({
      ...shareOf(new Array(2 * n).fill(value)),
      clusters: Uint32Array.from({ length: 2 * n }, (_, i) => i >> 1),
    });
    expect((await resampledLoss(twice(1), twice(0), 0.05))!.bounds[0]).toBeCloseTo(least, 12);
  }
});

test("a metric whose differences go further has bounds as far as those reach", async () => {
  const same = shareOf(new Array(60).fill(1));
  expect((await resampledLoss(same, same, 0.05, { most: 2 }))!.bounds[1]).toBeCloseTo(2 * (1 - 0.05 ** (1 / 60)), 15);
});

test("null without rows, and of one cluster alone", async () => {
  expect(await resampledLoss(shareOf([]), shareOf([]), 0.05)).toBeNull();
  const one = { ...shareOf([1, 0, 1]), clusters: new Uint32Array(3) };
  expect(await resampledLoss(one, one, 0.05)).toBeNull();
});
