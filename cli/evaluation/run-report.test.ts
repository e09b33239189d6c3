import { expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { csvReport } from "../report/csv-report.ts";
import { textReport } from "../report/text-report.ts";
import { runReport } from "./run-report.ts";

const figure = (value: number, low: number, high: number) => ({ value, ci95: [low, high] as [number, number] });
const run: RunRecord = {
  id: "run-1",
  suite: "squad/v2.0",
  suite_sha256: "0".repeat(64),
  rows: 10,
  model: "squad-teacher",
  version: "0123456789ab",
  method: "teacher",
  runtime: "ort",
  metrics: { exact_match: figure(0.5, 0.25, 0.75), f1: figure(0.6, 0.4, 0.8) },
  primary: "f1",
  errors: 1,
  created_at: "2026-01-01T00:00:00.000Z",
  code: "x",
};

test("the primary metric stands first; n, errors and the run under it", () => {
  expect(textReport(runReport(run))).toBe(
    [
      "squad-teacher@0123456789ab on squad/v2.0",
      "metric       value [95 % interval]",
      "f1           0.6000 [0.4000, 0.8000]",
      "exact_match  0.5000 [0.2500, 0.7500]",
      "n 10, errors 1, run run-1",
    ].join("\n"),
  );
});

test("a submission has no version; conditions stand beside the suite, unchanged rows beside n", () => {
  const external = { ...run, model: "external/big", version: null, sample: 10, perturbation: "Case", unchanged: 3 };
  const text = textReport(runReport(external));
  expect(text).toContain("external/big on squad/v2.0 (perturbation Case, a sample of 10 rows)\n");
  expect(text).toContain("\nn 10, errors 1, unchanged 3, run run-1");
});

test("of a behavioural suite the sample is so many rows of each test", () => {
  const checklist = {
    ...run,
    primary: "failure_rate" as const,
    metrics: { failure_rate: figure(0.5, 0, 1) },
    sample: 5,
  };
  expect(textReport(runReport(checklist))).toContain(" on squad/v2.0 (a sample of 5 rows of each test)\n");
  const slices = [{ by: "type", value: "DIR", rows: 6, metrics: { failure_rate: figure(0.5, 0.2, 0.8) } }];
  const text = textReport(runReport({ ...checklist, left_out: 4, slices }));
  expect(text).toContain(
    "\nn 10, errors 1, left out 4 (their tests ask nothing of a model that answers so), run run-1",
  );
  expect(text).toContain("\nby type:\ntype  n  failure_rate\nDIR   6  ");
  expect(text).not.toContain("sentences");
});

test("slices are a table each; what was tuned says so, and long lists are for files", () => {
  const slice = (by: string, value: string, rows = 5) => ({ by, value, rows, metrics: { f1: figure(0.5, 0, 1) } });
  const tests = Array.from({ length: 26 }, (_, i) => slice("test", `test ${i}`));
  const slices = [
    slice("answerable", "yes"),
    slice("answerable", "no"),
    slice("tuned_threshold", "0.25", 10),
    ...tests,
  ];
  const report = runReport({ ...run, slices });
  const text = textReport(report);
  expect(text).toContain(
    [
      "questions with an answer (HasAns) and without (NoAns):",
      "answerable  n  f1",
      "yes         5  0.5000 [0.0000, 1.0000]",
      "no          5  0.5000 [0.0000, 1.0000]",
    ].join("\n"),
  );
  expect(text).toContain("best no-answer threshold:\n");
  expect(text).toMatch(/tuned on the rows it is measured on.*an upper bound, not a result/);
  expect(text).not.toContain("test 3");
  expect(csvReport(report)).toContain("by test,squad-teacher,0123456789ab,squad/v2.0,run-1,5,,test 3,,,0.5,0,1");
});

test("CSV tells by line whose figure it is, on how many rows and under which conditions", () => {
  const [titles, first] = csvReport(runReport({ ...run, sample: 10 })).split("\r\n");
  expect(titles).toBe("section,model,version,suite,run,rows,sample,metric,value,value_low,value_high");
  expect(first).toBe("metrics,squad-teacher,0123456789ab,squad/v2.0,run-1,10,10,f1,0.6,0.4,0.8");
});

test("a tagger's types are counted in sentences that have them, and a note says so", () => {
  const slices = [{ by: "type", value: "PER", rows: 4, metrics: { span_f1: figure(0.5, 0, 1) } }];
  expect(textReport(runReport({ ...run, slices }))).toContain(
    [
      "by type:",
      "type  rows  span_f1",
      "PER      4  0.5000 [0.0000, 1.0000]",
      "rows: sentences with the type in gold or prediction; the others change nothing",
    ].join("\n"),
  );
});

test("figures of a sealed part come with how often such were asked for", () => {
  const sealed = {
    ...run,
    suite: "own/films-report",
    sealed: true as const,
    looks: { figures: 14, times: 31, keys: 2 },
  };
  expect(textReport(runReport(sealed))).toContain(
    "\nown/films-report is sealed, and has been asked for 14 figures by 2 keys, 31 times in all: intervals and p hold for one of them, not for the best",
  );
});
