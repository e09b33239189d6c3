import { expect, test } from "vitest";
import { RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { csvReport } from "../report/csv-report.ts";
import { markdownReport } from "../report/markdown-report.ts";
import { textReport } from "../report/text-report.ts";
import { robustnessReport } from "./robustness-report.ts";

const ci95: [number, number] = [0.8, 0.9];
const stressed = {
  run: "run-p",
  rows: 90,
  clean_run: "run-c",
  clean: 0.9,
  score: 0.8,
  ci95,
  drop: 0.1,
  drop_ci95: [0.05, 0.15] as [number, number],
  p_value: 0.001,
  flips: 0.2,
  retention: 0.889,
};
const beyond = {
  rows: 88,
  value: 0.04,
  ci95: [0.01, 0.07] as [number, number],
  test: "sign-flip" as const,
  p_value: 0.02,
  p_holm: 0.2,
};
const means = { score: 0.8, clean: 0.9, drop: 0.1, flips: 0.2, retention: 0.889 };
const shifted = {
  run: "run-o",
  rows: 2000,
  sample: 2000,
  score: 0.7,
  ci95,
  clean_run: "run-c",
  clean: 0.9,
  drop: 0.2,
  retention: 0.778,
};
const failures = {
  rows: 200,
  failure_rate: 0.25,
  ci95,
  teacher: { failure_rate: 0.2, ci95 },
  difference: 0.05,
  difference_ci95: [0, 0.1] as [number, number],
  p_value: 0.05,
  p_holm: 0.1,
};
/** Parsed, so that it can't drift from what the server promises. */
const full = RobustnessReport.parse({
  model: "student",
  version: "0123456789ab",
  suite: "glue/sst2",
  metric: "accuracy",
  teacher: { model: "teacher", version: "ba9876543210" },
  clean: {
    ...{ score: 0.9, ci95, run: "run-c", rows: 872 },
    teacher: { score: 0.93, ci95, run: "run-t", rows: 872 },
  },
  perturbations: ["CharTypos", "Case"].map((name) => ({
    name,
    ...stressed,
    unchanged: 10,
    teacher: { ...stressed, drop: 0.06 },
    difference_in_differences: beyond,
  })),
  mean: { perturbations: 2, ...means, teacher: { perturbations: 2, ...means }, difference_in_differences: 0.04 },
  out_of_distribution: [
    { suite: "imdb/test", metric: "accuracy", ...shifted, teacher: shifted, difference_in_differences: beyond },
  ],
  behavioural: [
    {
      ...{ suite: "checklist/sentiment", run: "run-b", rows: 400, sample: 200, teacher_run: "run-bt" },
      tests: [{ capability: "Negation", type: "MFT", test: "simple | negation", ...failures }],
      capabilities: [{ capability: "Negation", ...failures }],
    },
  ],
  label_shift: [
    {
      title: "10 % negative, 90 % positive",
      prior: { negative: 0.1, positive: 0.9 },
      score: 0.88,
      ci95,
      teacher: { score: 0.9, ci95 },
    },
  ],
  slices: [
    {
      ...{ by: "length", value: "1-8 words", rows: 100, metric: "accuracy", score: 0.91, ci95 },
      teacher: { score: 0.95, ci95 },
      difference: -0.04,
      difference_ci95: [-0.09, 0.01],
    },
  ],
});

test("one report: what the model loses, what the teacher loses, and whether that is more", () => {
  const text = textReport(robustnessReport(full, ["hans/all is left out"]));
  expect(text.split("\n\n")).toEqual([
    `student@0123456789ab on glue/sst2 under stress
accuracy 0.9000 [0.8000, 0.9000] on 872 rows as they are (run run-c)
teacher@ba9876543210: 0.9300 [0.8000, 0.9000]; drops are losses where positive
note: hans/all is left out`,
    `perturbations:
perturbation  accuracy                  clean  drop                            p   flips   n  unchanged
CharTypos     0.8000 [0.8000, 0.9000]  0.9000  +0.1000 [0.0500, 0.1500]  0.00100  0.2000  90         10
Case          0.8000 [0.8000, 0.9000]  0.9000  +0.1000 [0.0500, 0.1500]  0.00100  0.2000  90         10
mean of 2     0.8000                   0.9000  +0.1000                         -  0.2000   -          -
over the rows that change; clean: the same rows as they are; flips: predictions that change
p: of no drop, by exact McNemar; not adjusted for their number, 2`,
    `perturbations, against the teacher:
perturbation  teacher  its drop                  its flips  lost more                      p  p Holm   n
CharTypos      0.8000  +0.0600 [0.0500, 0.1500]     0.2000  +0.0400 [0.0100, 0.0700]  0.0200   0.200  88
Case           0.8000  +0.0600 [0.0500, 0.1500]     0.2000  +0.0400 [0.0100, 0.0700]  0.0200   0.200  88
mean of 2      0.8000  +0.1000                      0.2000  +0.0400                        -       -   -
lost more: the model's drop less the teacher's; p of no such difference, Holm's over the list`,
    `out of distribution:
suite      metric    score                    at home     drop  retention     n  sample
imdb/test  accuracy  0.7000 [0.8000, 0.9000]   0.9000  +0.2000     0.7780  2000    2000`,
    `out of distribution, against the teacher:
suite      teacher  its drop  lost more                      p  p Holm   n
imdb/test   0.7000   +0.2000  +0.0400 [0.0100, 0.0700]  0.0200   0.200  88
lost more: the model's drop less the teacher's; p of no such difference, Holm's over the list`,
    `checklist/sentiment, failure rates:
capability  fails                    teacher                  difference                     p  p Holm    n
Negation    0.2500 [0.8000, 0.9000]  0.2000 [0.8000, 0.9000]  +0.0500 [0.0000, 0.1000]  0.0500   0.100  200
difference: the model's rate less the teacher's, exact McNemar; Holm's p over the list`,
    `label shift:
labels                        accuracy                 teacher
10 % negative, 90 % positive  0.8800 [0.8000, 0.9000]  0.9000 [0.8000, 0.9000]
the accuracy to be expected if labels were distributed like that: their recalls, weighted by these shares
by the bootstrap with the shares as given: near the suite's own, intervals are narrower than the accuracy's, Wilson's`,
    `by length:
length     accuracy                 teacher                  difference                   n
1-8 words  0.9100 [0.8000, 0.9000]  0.9500 [0.8000, 0.9000]  -0.0400 [-0.0900, 0.0100]  100
difference: the model's score less the teacher's`,
  ]);
});

test("files have each behavioural test as well", () => {
  const report = robustnessReport(full);
  expect(markdownReport(report)).toContain("| Negation | MFT | simple \\| negation | 0.2500 [0.8000, 0.9000] |");
  expect(csvReport(report)).toMatch(/\n"checklist\/sentiment, tests",/);
});

test("without a teacher, a clean run or anything else, what is there is told", () => {
  const alone = RobustnessReport.parse({
    ...full,
    version: null,
    teacher: null,
    clean: null,
    perturbations: [
      {
        ...full.perturbations[0],
        clean_run: null,
        clean: null,
        drop: null,
        drop_ci95: null,
        p_value: null,
        flips: null,
        retention: null,
        teacher: null,
        difference_in_differences: null,
      },
    ],
    mean: null,
    out_of_distribution: [],
    behavioural: [],
    label_shift: [],
    slices: [],
  });
  const text = textReport(robustnessReport(alone));
  expect(text).toContain("student on glue/sst2 under stress\nno clean run: without it there are no drops\n");
  expect(text).toContain("\nperturbation  accuracy                  n  unchanged\n");
  expect(text).not.toContain("teacher");
});
