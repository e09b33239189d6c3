import { expect, test } from "vitest";
import type { BehaviouralPrediction, ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { behaviouralFailures } from "../kinds/behavioural/failures.ts";
import { labelShiftOf } from "../kinds/classification/label-shift.ts";
import type { Scoring } from "../kinds/statistic-of.ts";
import type { Perturbed } from "../reports/robustness-report.ts";
import { holm } from "../statistics/holm.ts";
import { mcnemarExact } from "../statistics/mcnemar.ts";
import { wilson } from "../statistics/wilson.ts";
import { meanOverPerturbations, withHolm } from "./mean.ts";
import { lossOutOfDistribution } from "./out-of-distribution.ts";
import { slicesOf } from "./slices.ts";

const SUITE = { id: "own/films", labels: ["negative", "positive"] };

const rows = (prefix: string, gold: string, predicted: string): ClassificationPrediction[] =>
  [...predicted].map((letter, i) => ({
    ...{ id: `${prefix}-${i}`, prediction: letter, scores: null, gold: gold[i]!, correct: letter === gold[i] },
  }));

const cases = (outcomes: Record<string, string>): BehaviouralPrediction[] =>
  Object.entries(outcomes).flatMap(([name, letters]) => {
    const [capability, test] = name.split("/") as [string, string];
    return [...letters].map(
      (letter, i): BehaviouralPrediction => ({
        ...{
          id: `${test}-${i}`,
          test,
          type: "MFT",
          capability,
          prediction: ["negative"],
          scores: null,
          gold: "negative",
        },
        correct: letter === "-" ? null : letter === "1",
        ...(letter === "-" && { left_out: true }),
      }),
    );
  });

test("out of distribution: the difference of the drops between suites whose rows have nothing in common", async () => {
  const [inside, outside] = ["nnnnpppp", "nnpp"];
  const student = { inside: rows("in", inside, "nnnnpppp"), outside: rows("out", outside, "nppn") }; // 1 -> 1/2
  const teacher = { inside: rows("in", inside, "nnnnpppn"), outside: rows("out", outside, "nnpp") }; // 7/8 -> 1
  const loss = (await lossOutOfDistribution("classification", student, teacher, {
    metric: "accuracy",
    inside: SUITE,
    outside: SUITE,
  }))!;
  expect(loss).toMatchObject({ rows: 4, value: 0.5 - (7 / 8 - 1), test: "bootstrap" });
  expect(
    await lossOutOfDistribution("classification", student, student, {
      metric: "accuracy",
      inside: SUITE,
      outside: SUITE,
    }),
  ).toMatchObject({
    ...{ value: 0, ci95: [0, 0], p_value: 1 },
  });
  expect(
    await lossOutOfDistribution(
      "classification",
      student,
      { ...teacher, outside: [] },
      { metric: "accuracy", inside: SUITE, outside: SUITE },
    ),
  ).toBeNull();
});

test("behavioural failures, worst test first, by test and by capability, against the teacher's", async () => {
  const model = cases({ "Negation/simple": "0001", "Negation/double": "1111", "Robustness/typos": "0111" });
  const teacher = cases({ "Negation/simple": "1111", "Negation/double": "1111", "Robustness/typos": "1011" });
  const { tests, capabilities } = await behaviouralFailures(model, teacher);
  expect(tests.map(({ test, failure_rate }) => [test, failure_rate])).toEqual([
    ["simple", 0.75],
    ["typos", 0.25],
    ["double", 0],
  ]);
  expect(tests[0]).toMatchObject({
    ...{
      capability: "Negation",
      type: "MFT",
      rows: 4,
      ci95: wilson(3, 4),
      difference: 0.75,
      p_value: mcnemarExact(3, 0),
    },
    teacher: { failure_rate: 0, ci95: wilson(0, 4) },
  });
  expect(tests.map(({ p_holm }) => p_holm)).toEqual(holm([mcnemarExact(3, 0), mcnemarExact(1, 1), 1]));
  expect(capabilities.map(({ capability, rows, failure_rate }) => [capability, rows, failure_rate])).toEqual([
    ["Negation", 8, 3 / 8],
    ["Robustness", 4, 1 / 4],
  ]);
});

test("behavioural failures leave out what is left out for the model or for its teacher", async () => {
  const model = cases({ "Vocabulary/reducers": "01-1", "Vocabulary/silent": "--" });
  const teacher = cases({ "Vocabulary/reducers": "1-11", "Vocabulary/silent": "11" });
  expect((await behaviouralFailures(model)).tests).toMatchObject([
    { test: "reducers", rows: 3, left_out: 1, failure_rate: 1 / 3 },
    { test: "silent", rows: 0, left_out: 2, failure_rate: null, ci95: null },
  ]);
  expect((await behaviouralFailures(model, teacher)).tests).toMatchObject([
    { test: "reducers", rows: 2, left_out: 2, failure_rate: 1 / 2, teacher: { failure_rate: 0 }, difference: 1 / 2 },
    { test: "silent", rows: 0, left_out: 2, teacher: null, p_value: null, p_holm: null },
  ]);
});

test("without the teacher's answer to a test there is nothing to compare it with", async () => {
  const model = cases({ "Negation/simple": "0001" });
  for (const teacher of [undefined, cases({ "Negation/simple": "111" })])
    expect((await behaviouralFailures(model, teacher)).tests[0]).toMatchObject({
      teacher: null,
      difference: null,
      p_holm: null,
    });
});

test("slices stand beside the teacher's where it has all rows", async () => {
  const [model, teacher] = [rows("r", "nnpp", "nnpn"), rows("r", "nnpp", "nnpp")];
  const scoring: Scoring = { metric: "accuracy", suite: { id: "own/x", labels: ["n", "p"] } };
  expect(await slicesOf("classification", { model, teacher }, scoring)).toMatchObject([
    { by: "label", value: "n", rows: 2, score: 1, ci95: wilson(2, 2), teacher: { score: 1 }, difference: 0 },
    { by: "label", value: "p", rows: 2, score: 0.5, teacher: { score: 1 }, difference: -0.5 },
  ]);
  expect((await slicesOf("classification", { model, teacher: teacher.slice(1) }, scoring))[0]).toMatchObject({
    ...{ teacher: null, difference: null, difference_ci95: null },
  });
});

test("label shift: accuracy under other shares of the labels", async () => {
  const shift = await labelShiftOf(rows("r", "nnpp", "nnpn"), undefined, ["n", "p"]);
  expect(shift.find(({ prior }) => prior.n === 0.9)).toMatchObject({
    score: expect.closeTo(0.9 + 0.1 * 0.5, 14),
    teacher: null,
  });
  expect(shift.find(({ prior }) => prior.n === 0.5)?.score).toBeCloseTo(0.75, 14);
});

const perturbed = (name: string, clean: number, score: number, changes: Partial<Perturbed> = {}): Perturbed => ({
  ...{ name, run: "r", rows: 10, clean_run: "c", clean, score, ci95: null, drop: clean - score, drop_ci95: null },
  ...{ p_value: 1, flips: 0.5, retention: score / clean, unchanged: 0, teacher: null, difference_in_differences: null },
  ...changes,
});

test("the mean over perturbations leaves out what has no drop, and is none without any", () => {
  const unpaired = perturbed("ZeroWidth", 1, 1, { clean: null, drop: null, retention: null });
  expect(meanOverPerturbations([perturbed("Case", 0.8, 0.8), perturbed("Homoglyphs", 0.8, 0.4), unpaired])).toEqual({
    ...{ perturbations: 2, clean: 0.8, score: expect.closeTo(0.6, 14), drop: expect.closeTo(0.2, 14), flips: 0.5 },
    ...{ retention: 0.75, teacher: null, difference_in_differences: null },
  });
  expect(meanOverPerturbations([unpaired])).toBeNull();
});

test("Holm's family is what was tested", () => {
  const tested = (p_value: number) => ({
    difference_in_differences: { rows: 10, value: 0, ci95: null, test: "sign-flip" as const, p_value },
  });
  const family = withHolm([tested(0.01), { difference_in_differences: null }, tested(0.04)]);
  expect(family.map((entry) => entry.difference_in_differences?.p_holm)).toEqual([0.02, undefined, 0.04]);
});
