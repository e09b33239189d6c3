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
  const values = Array.from({ length: 12 }, () => 100 * (random.unit() + random.unit() + random.unit()));
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

test("null without rows, and of one cluster alone", async () => {
  expect(await resampledLoss(shareOf([]), shareOf([]), 0.05)).toBeNull();
  const one = { ...shareOf([1, 0, 1]), clusters: new Uint32Array(3) };
  expect(await resampledLoss(one, one, 0.05)).toBeNull();
});
