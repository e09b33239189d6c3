import { expect, test } from "vitest";
import type { Perturbed, RobustnessReport } from "../../eval/reports/robustness-report.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { csvReport } from "../report/csv-report.ts";
import { textReport } from "../report/text-report.ts";
import { perturbedReport } from "./perturbed-report.ts";

const ci95: [number, number] = [0.75, 0.85];
const run = (perturbation: string): RunRecord => ({
  id: `run-${perturbation}`,
  suite: "conll2003/test",
  suite_sha256: "0".repeat(64),
  rows: 90,
  unchanged: 10,
  model: "ner-student",
  version: "0123456789ab",
  method: "kd",
  runtime: "ort",
  metrics: { span_f1: { value: 0.8, ci95 } },
  primary: "span_f1",
  perturbation,
  errors: 0,
  created_at: "2026-01-01T00:00:00.000Z",
  code: "x",
});
const perturbed = (name: string): Perturbed => ({
  ...{ name, run: `run-${name}`, rows: 90, unchanged: 10, clean_run: "run-c", clean: 0.9, score: 0.8, ci95 },
  ...{ drop: 0.1, drop_ci95: [0.05, 0.15], p_value: 0.001, flips: 0.2, retention: 0.889 },
  ...{ teacher: null, difference_in_differences: null },
});
const robustness = (names: string[]): RobustnessReport => ({
  ...{ model: "ner-student", version: "0123456789ab", suite: "conll2003/test", metric: "span_f1" },
  ...{ teacher: null, clean: null, perturbations: names.map(perturbed), mean: null },
  ...{ out_of_distribution: [], behavioural: [], label_shift: [], slices: [] },
});

test("a footer names the test of p, and of several that they are not adjusted", () => {
  const names = ["Case", "CharTypos"];
  const text = textReport(perturbedReport(names.map(run), robustness(names)));
  expect(text).toMatch(/\np: of no drop, by the paired bootstrap; not adjusted for their number, 2$/);
  const one = perturbedReport([{ ...run("Case"), primary: "accuracy" }], robustness(["Case"]));
  expect(textReport(one)).toMatch(/\np: of no drop, by exact McNemar$/);
});

test("without a clean run there is no p to tell of, and how to make one is told", () => {
  const text = textReport(perturbedReport([run("Case")], null));
  expect(text).not.toContain("p: of");
  expect(text).toMatch(/`retort eval ner-student --suite conll2003\/test` makes one$/);
});

test("CSV tells whose figures they are", () => {
  const [titles, first] = csvReport(perturbedReport([run("Case")], robustness(["Case"]))).split("\r\n");
  expect(titles).toMatch(/^section,model,version,suite,perturbation,span_f1,.*,rows,unchanged,errors,run$/);
  expect(first).toMatch(/^perturbations,ner-student,0123456789ab,conll2003\/test,Case,0.8,.*,run-Case$/);
});
