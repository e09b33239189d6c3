import { describe, expect, test } from "vitest";
import { RegressionPrediction } from "../../../r2-assets/format/prediction.ts";
import golden from "../../../test/golden/metrics.json" with { type: "json" };
import { plainValue, valueOn } from "../../statistics/statistic.ts";
import { regressionKind } from "./index.ts";

const suite = { id: "glue/stsb" };
const row = { id: "s-1", text_a: "a", text_b: "b", label: 2.5 };

function tallyOf(gold: readonly number[], predicted: readonly (number | null)[]) {
  const tally = regressionKind.tally(suite);
  gold.forEach((label, i) => {
    const score = predicted[i];
    tally.add(regressionKind.judge({ ...row, label }, score === null ? { error: "blank" } : { score }, suite));
  });
  return tally;
}
const valuesOf = (tally: ReturnType<typeof tallyOf>) => ({
  pearson: plainValue(tally.statistic("pearson")!),
  spearman: plainValue(tally.statistic("spearman")!),
});

test("a submitted answer is a number", () => {
  const submit = (item: object) => regressionKind.submitted(item, row, suite);
  expect(submit({ id: "s-1", score: 7.5 })).toEqual({ score: 7.5 }); // any scale: correlations don't mind
  expect(submit({ id: "s-1" })).toMatch(/^score: /);
  expect(submit({ id: "s-1", score: "2" })).toMatch(/^score: /);
  expect(submit({ id: "s-1", score: Number.POSITIVE_INFINITY })).toMatch(/^score: /);
});

test("a judged row is neither right nor wrong", () => {
  const judged = { id: "s-1", prediction: 3, scores: null, gold: 2.5, correct: null };
  expect(RegressionPrediction.parse(regressionKind.judge(row, { score: 3 }, suite))).toEqual(judged);
  const failed = { ...judged, prediction: null, error: "blank" };
  expect(RegressionPrediction.parse(regressionKind.judge(row, { error: "blank" }, suite))).toEqual(failed);
});

test("the paper's example", () => {
  const values = valuesOf(tallyOf([0, 1, 2.5, 2.5, 4, 5], [0.2, 0.8, 3, 2, 3.5, 4.9]));
  expect(values.pearson).toBeCloseTo(0.977135, 6);
  expect(values.spearman).toBeCloseTo(0.985611, 6);
});

test.each(golden.columns.filter(({ pearson }) => pearson !== null))(
  "correlations equal scipy's on the rows as drawn: $name",
  ({ gold, predicted, counts, ...reference }) => {
    const tally = tallyOf(gold, predicted);
    for (const metric of ["pearson", "spearman"] as const)
      expect(valueOn(tally.statistic(metric)!, Uint32Array.from(counts))).toBeCloseTo(reference[metric]!, 12);
  },
);

describe("a row without an answer", () => {
  const gold = [0, 1, 2, 3, 4, 5];

  test("stays in n and counts as the worst that the model said", () => {
    const tally = tallyOf(gold, [null, 10, 20, 30, null, 50]);
    expect([tally.rows, tally.errors]).toEqual([6, 2]);
    // Gold 0 is below the mean gold, so it gets the highest answer; gold 4 the lowest.
    expect(valuesOf(tally)).toEqual(valuesOf(tallyOf(gold, [50, 10, 20, 30, 10, 50])));
  });

  test("never flatters: leaving it out would", () => {
    const { pearson, spearman } = valuesOf(tallyOf(gold, [0, 1, 2, 3, 4, null]));
    expect(pearson).toBeLessThan(0.5);
    expect(spearman).toBeLessThan(0.5);
  });

  test("and no other with one: there is no correlation", () => {
    expect(
      valuesOf(
        tallyOf(
          gold,
          gold.map(() => null),
        ),
      ),
    ).toEqual({ pearson: null, spearman: null });
  });
});

test("metrics of other tasks can't be had, and there are no slices", () => {
  expect(tallyOf([1, 2], [1, 2]).statistic("accuracy")).toBeNull();
  expect(tallyOf([1, 2], [1, 2]).slices()).toEqual([]);
});
