import { expect, test } from "vitest";
import type { ExperimentReport } from "../../eval/reports/experiment.ts";
import { textReport } from "../report/text-report.ts";
import { experimentReport } from "./experiment-report.ts";

const variant = (name: string, more: Partial<ExperimentReport["variants"][number]>) => ({
  ...{ name, model: name, version: "0123456789ab", runtime: null, weight: 0.5 },
  ...{ units: 0, answers: 0, judged: 0, n: 0, accuracy: null, latency: null, agreement: null },
  ...more,
});

const difference: ExperimentReport["differences"][number] = {
  ...{ variant: "student", against: "teacher", n: 200, value: -0.05, ci95: [-0.09, -0.02] },
  ...{ verdict: "worse", decided: true, decided_at: { n: 180, verdict: "worse" } },
  ...{ words: "student is not good enough.", history: [] },
};

const report: ExperimentReport = {
  ...{ id: "exp-0", name: "half", task: "text-classification", labels: ["a", "b"], mode: "split", status: "running" },
  ...{ created_at: "2026-11-20T10:00:00.000Z", stopped_at: null, margin: 0.02, feedback_days: 30 },
  variants: [
    variant("teacher", { units: 120, answers: 130, n: 100, accuracy: { value: 0.9, ci95: [0.81, 0.95] } }),
    variant("student", { units: 110, answers: 140, n: 100, latency: { n: 9, p50: 12.34, p95: 20 } }),
  ],
  difference,
  differences: [difference],
  checks: { assignment: { p_value: 0.8, ok: true }, feedback: { p_value: 0.0004, ok: false } },
};

test("verdicts in words, an alarm where figures mean nothing, and two tables", () => {
  expect(textReport(experimentReport(report))).toMatchInlineSnapshot(`
    "half (split, running)
    student is not good enough.
    Units that are judged do not come to the variants as their weights say (p 0.000400): find out why before you believe any figure.

    variants:
    variant  model                 weight  units  answers    n  accuracy [95 % at all times]  p50 ms  p95 ms
    teacher  teacher@0123456789ab  0.5000    120      130  100  0.9000 [0.8100, 0.9500]            -       -
    student  student@0123456789ab  0.5000    110      140  100  -                               12.3    20.0
    experiment exp-0

    differences:
    variant  against    n  difference [95 % at all times]  verdict  first decided at n
    student  teacher  200  -0.0500 [-0.0900, -0.0200]      worse                   180
    the margin of good-enough is 0.02"
  `);
});
