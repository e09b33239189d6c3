import { expect, test } from "vitest";
import type { PairComparison } from "../../eval/reports/comparison.ts";
import { csvReport } from "../report/csv-report.ts";
import { textReport } from "../report/text-report.ts";
import { familyReport } from "./family-report.ts";
import { pairReport } from "./pair-report.ts";

const side = (model: string, run: string) => ({
  model,
  version: "0123456789ab",
  run,
  ci95: [0.8, 0.95] as [number, number],
});
const pair: PairComparison = {
  suite: "glue/sst2",
  models: { a: side("teacher", "run-a"), b: side("student", "run-b") },
  n: 100,
  metric: "accuracy",
  a: 0.9,
  b: 0.85,
  difference: 0.05,
  ci95: [-0.01, 0.11],
  test: "mcnemar-exact",
  p_value: 0.125,
  mid_p: 0.0625,
  discordant: { a_only: 7, b_only: 2 },
  agreement: 0.91,
  minimum_detectable_difference: 0.09,
  slices: [
    {
      by: "label",
      value: "positive",
      n: 40,
      metric: "accuracy",
      a: 1,
      b: 0.9,
      difference: 0.1,
      ci95: [0, 0.2],
      test: "mcnemar-exact",
      p_value: 0.125,
      discordant: { a_only: 4, b_only: 0 },
      agreement: 0.9,
    },
  ],
  examples: [],
};

test("a pair: both models, the difference and its test, what so many rows can show, the slices", () => {
  expect(textReport(pairReport(pair))).toBe(
    `glue/sst2, 100 rows

models:
model                 accuracy [95 % interval]  right alone  run
teacher@0123456789ab  0.9000 [0.8000, 0.9500]             7  run-a
student@0123456789ab  0.8500 [0.8000, 0.9500]             2  run-b
difference 0.0500 [-0.0100, 0.1100], mcnemar-exact p = 0.125, agreement 0.9100
mid-p 0.0625; so many rows show differences from 0.0900 on (power 80 %)

slices:
by     value      n  teacher  student  difference                    p
label  positive  40   1.0000   0.9000  +0.1000 [0.0000, 0.2000]  0.125
p values of slices are not adjusted for their number`,
  );
  expect(csvReport(pairReport(pair))).toMatch(
    /\ndifference,.*,0\.05,-0\.01,0\.11,mcnemar-exact,0\.125,0\.0625,7,2,0\.91,0\.09/,
  );
});

test("what is undefined of a pair is left out, not made up", () => {
  const numbers: PairComparison = {
    ...pair,
    metric: "pearson",
    a: null,
    b: 0.5,
    difference: null,
    ci95: null,
    test: "paired-bootstrap",
    p_value: null,
    discordant: null,
    agreement: null,
    minimum_detectable_difference: null,
    slices: [],
  };
  const { mid_p: _, ...without } = numbers;
  const text = textReport(pairReport(without as PairComparison));
  expect(text).toContain("\ndifference -\n".trimEnd());
  expect(text).not.toContain("right alone");
  expect(text).not.toContain("p =");
});

test("a family: each against the first, p before and after Holm", () => {
  const other = { ...pair, models: { a: pair.models.a, b: side("smaller", "run-c") }, p_value: 0.01 };
  const report = familyReport({
    family: [
      { ...pair, p_holm: 0.125 },
      { ...other, p_holm: 0.02 },
    ],
  });
  const text = textReport(report);
  expect(text).toContain("teacher@0123456789ab: 0.9000 [0.8000, 0.9500] (run run-a)");
  expect(text).toMatch(/student@0123456789ab .* \+0\.0500 \[-0\.0100, 0\.1100\] .* 0\.125 +0\.125 .* run-b$/m);
  expect(text).toMatch(/smaller@0123456789ab .* 0\.0100 +0\.0200 .* run-c$/m);
  expect(text).toContain("adjusted for 2 comparisons");
  expect(text).not.toContain("slices");
  expect(csvReport(report)).toContain('"slices, teacher and smaller"');
});

test("of models that learnt from a part of a training split both reports say so", () => {
  const partly = { ...pair.models, b: { ...pair.models.b, subset: "10 rows of S" } };
  const reports = [
    pairReport({ ...pair, models: partly }),
    familyReport({ family: [{ ...pair, models: partly, p_holm: 1 }] }),
  ];
  for (const report of reports) expect(textReport(report)).toContain("student: trained on 10 rows of S");
});
