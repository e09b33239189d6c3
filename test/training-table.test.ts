/** Tables of training records: what stands beside the looks where half of dev chose. */
import { expect, test } from "vitest";
import type { TrainingRecord } from "../bench/results/read-training.ts";
import { seedTable, trainingTable } from "../bench/results/training-table.ts";

const record = (name: string, dev_unseen?: Record<string, number>): TrainingRecord => ({
  ...{ name, path: `bench/training/${name}.json`, seed: 17, steps: 10, wall_seconds: 60, examples_per_second: 5 },
  recipe: { task: "mrpc", method: "kd", model: { id: name }, soup: null, train: { epochs: 2 } },
  dev: [0.7, 0.9, 0.8].map((value, i) => ({ epoch: i + 1, metric: "f1", value, loss: 0.5 })),
  ...(dev_unseen && { dev_unseen }),
  curve: [],
});
const seed = (n: number) => ({ seed: n, epoch: 2, metrics: { f1: 0.9 } });
const spread = (mean: number) => ({ f1: { mean, deviation: 0.01 } });

test("the half that chose nothing has a column where some recipe has one", () => {
  expect(trainingTable({ records: [record("old")], seeds: [] })).not.toContain("unseen half");
  const both = trainingTable({ records: [record("old"), record("new", { f1: 0.85, rows: 224 })], seeds: [] });
  expect(
    both
      .split("\n")
      .slice(2)
      .map((line) => line.split(" | ").slice(-3).join(" | ")),
  ).toEqual(["0.9000 | 2 | – |", "0.9000 | 2 | 0.8500 |"]);
});

test("of several seeds the mean on it stands beside the mean of the looks", () => {
  const summary = { recipe: "mrpc/new", primary: "f1", seeds: [seed(17), seed(18)], metrics: spread(0.9) };
  const lines = seedTable({ records: [], seeds: [{ ...summary, unseen: spread(0.84) }] }).split("\n");
  expect(lines.at(-2)).toBe("| `mrpc/new` | F1 | mean | 0.9000 | – | 0.8400 |");
  expect(seedTable({ records: [], seeds: [summary] })).not.toContain("unseen half");
});
