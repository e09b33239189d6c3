import { expect, test } from "vitest";
import type { BehaviouralPrediction, ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { plainValue } from "../statistics/statistic.ts";
import { rankedRun } from "./ranked-run.ts";

const suite = { id: "own/films", labels: ["no", "yes"] };

const answered = (id: string, correct: boolean): ClassificationPrediction => ({
  ...{ id, prediction: correct ? "yes" : "no", scores: null, gold: "yes", correct },
});

test("rows are sorted, whatever order they come in, and clusters are of the same rows", async () => {
  const rows = [answered("c", false), answered("a", true), answered("b", true)];
  const clusters = { by: "word", of: ({ id }: { id: string }) => (id === "c" ? "one" : "other") };
  const runs = [];
  for (const predictions of [rows, rows.toReversed()])
    runs.push((await rankedRun("classification", predictions, { metric: "accuracy", suite, clusters }))!);
  expect(runs[0]).toEqual(runs[1]);
  expect(runs[0]!.rows).toBe("a\nb\nc");
  const [sign, metric] = runs[0]!.metric;
  expect([sign, plainValue(metric), metric.clusters]).toEqual([1, 2 / 3, Uint32Array.of(0, 0, 1)]);
});

test("rows that are left out count for nothing, and keep their places among the others'", async () => {
  const asked = (id: string, correct: boolean): BehaviouralPrediction => ({
    ...{ id, prediction: ["yes"], scores: null, gold: null, correct, capability: "Negation", test: "not", type: "MFT" },
  });
  const leftOut = { ...asked("a", false), correct: null, left_out: true } as BehaviouralPrediction;
  const predictions = [asked("c", false), leftOut, asked("b", true)];
  const run = (await rankedRun("behavioural", predictions, { metric: "failure_rate", suite }))!;
  const [sign, metric] = run.metric;
  expect([run.rows, sign, plainValue(metric)]).toEqual(["a\nb\nc", -1, 0.5]);
  expect(metric).toMatchObject({ kind: "resampled", n: 3 });
});

test("there is none where the metric can't be had from such predictions", async () => {
  expect(await rankedRun("classification", [answered("a", true)], { metric: "pearson", suite })).toBeNull();
});
