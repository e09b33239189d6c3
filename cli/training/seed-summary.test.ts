import { expect, test } from "vitest";
import type { DevPoint } from "../../trainer/training/checkpoint.ts";
import { seedSummary } from "./seed-summary.ts";

const look = (epoch: number, f1: number, accuracy: number, changes: Partial<DevPoint> = {}): DevPoint => ({
  ...{ epoch, step: 100 * epoch, primary: "f1", metrics: { f1, accuracy }, loss: 1 - accuracy },
  ...changes,
});

test("each seed by its best look at dev; mean and deviation with n - 1, as statistics.stdev gives it", () => {
  const summary = seedSummary([
    { seed: 17, dev: [look(1, 0.7, 0.6), look(2, 0.8, 0.7), look(3, 0.8, 0.9)] },
    { seed: 18, dev: [look(1, 0.9, 0.8), look(2, 0.85, 0.9)] },
    { seed: 19, dev: [look(1, 0.82, 0.8)] },
  ]);
  expect(summary.primary).toBe("f1");
  expect(summary.seeds.map(({ seed, epoch, metrics }) => [seed, epoch, metrics.f1])).toEqual([
    [17, 2, 0.8], // the first of the best
    [18, 1, 0.9],
    [19, 1, 0.82],
  ]);
  // python3 -c "import statistics as s; x = [.8, .9, .82]; print(s.mean(x), s.stdev(x))"
  expect(summary.metrics.f1).toEqual({
    mean: expect.closeTo(0.84, 12),
    deviation: expect.closeTo(0.052915026221291815, 12),
    least: 0.8,
    most: 0.9,
  });
  expect(summary.metrics.accuracy!.mean).toBeCloseTo(2.3 / 3, 12);
  expect(summary.metrics.loss!.least).toBeCloseTo(0.2, 12);
});

test("one seed has no spread, and text is judged by its loss, of which less is better", () => {
  const text = (epoch: number, loss: number) => look(epoch, 0, 0, { primary: "loss", metrics: {}, loss });
  const summary = seedSummary([{ seed: 17, dev: [text(1, 3), text(2, 2.5), text(3, 2.75)] }]);
  expect(summary).toEqual({
    primary: "loss",
    seeds: [{ seed: 17, epoch: 2, metrics: { loss: 2.5 } }],
    metrics: { loss: { mean: 2.5, deviation: null, least: 2.5, most: 2.5 } },
  });
});

test("where half of dev chose, the other half's figures are summed up beside it", () => {
  const dev = [look(1, 0.5, 0.5)];
  const run = (seed: number, accuracy: number) => ({ seed, dev, dev_unseen: { rows: 20, accuracy } });
  const summary = seedSummary([run(3, 0.4), run(4, 0.6)]);
  expect(summary.metrics.accuracy!.mean).toBe(0.5);
  expect(summary.unseen).toEqual({
    accuracy: { mean: 0.5, deviation: expect.closeTo(0.1 * Math.SQRT2, 12), least: 0.4, most: 0.6 },
  });
  expect(() => seedSummary([run(3, 0.4), { seed: 4, dev }])).toThrow("half of dev chose in some runs");
});

test("records that can't be summed up are refused", () => {
  const dev = [look(1, 0.5, 0.5)];
  expect(() => seedSummary([])).toThrow("no record");
  expect(() => seedSummary([{ seed: 3, dev: [] }])).toThrow("seed 3 has no figures on dev");
  expect(() =>
    seedSummary([
      { seed: 3, dev },
      { seed: 3, dev },
    ]),
  ).toThrow("the same seed");
  const other = [look(1, 0.5, 0.5, { primary: "accuracy" })];
  expect(() =>
    seedSummary([
      { seed: 3, dev },
      { seed: 4, dev: other },
    ]),
  ).toThrow("judged by f1 and by accuracy");
});
