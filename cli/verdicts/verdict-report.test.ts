import { expect, test } from "vitest";
import { markdownReport } from "../report/markdown-report.ts";
import { textReport } from "../report/text-report.ts";
import { ACCEPTED, GOOD, judged, OPEN, UNCHANGED, WORSE } from "./fixtures/judged.ts";
import { overall, sentence } from "./judged.ts";
import { verdictReport } from "./verdict-report.ts";

test.each([
  [GOOD, "good enough: good loses at most 0.0042 against teacher (95 % sure), the margin is 0.01"],
  [
    judged("better", { loss: -0.03, loss_bounds: [-0.05, -0.011], simultaneous_over: 3 }),
    "good enough: better gains at least 0.0110 against teacher (95 % sure, simultaneous over 3), the margin is 0.01",
  ],
  [WORSE, "worse: poor loses at least 0.0312 against its accepted run run-before (95 % sure), the margin is 0.01"],
  [
    OPEN,
    "not decided: open loses -0.0060 to 0.0212 against teacher (each bound 95 % sure), the margin is 0.01: 4,216 rows more would decide (power 80 %)",
  ],
  [
    judged("at", { outcome: "not decided", loss: null, loss_bounds: null, rows_more: null, reason: "it is undefined" }),
    "not decided: at can't be judged against teacher, the margin is 0.01: it is undefined",
  ],
  [UNCHANGED, "good enough: still is unchanged, run-s is its accepted run"],
  [ACCEPTED, "accepted: new with 0.8800, run run-n"],
])("a verdict is a sentence", (one, said) => {
  expect(sentence(one)).toBe(said);
});

test.each([
  [[GOOD, WORSE, OPEN], "worse"],
  [[GOOD, OPEN, UNCHANGED], "not decided"],
  [[GOOD, UNCHANGED], "good enough"],
  [[ACCEPTED], "good enough"],
] as const)("the worst verdict is that of all", (all, outcome) => {
  expect(overall(all)).toBe(outcome);
});

const comparison = { title: "glue/sst2, 872 rows", lines: ["teacher: 0.9"], sections: [], json: { n: 872 } };

test("one student: its sentence is the first line, and a table says the rest", () => {
  expect(textReport(verdictReport(comparison, [GOOD], "accuracy"))).toBe(
    `good enough: good loses at most 0.0042 against teacher (95 % sure), the margin is 0.01
glue/sst2, 872 rows
teacher: 0.9
model  verdict      against  accuracy  loss [95 % bounds]         margin  rows  method  run
good   good enough  teacher    0.9000  +0.0010 [-0.0020, 0.0042]  0.01     872  exact   run-good
loss: how much worse in accuracy than what it is held against; each bound is one-sided`,
  );
});

test("several: how many of each, a sentence each, and a table that fits a pull request's comment", () => {
  const over = (one: typeof GOOD) =>
    one.kind === "judged" ? { ...one, verdict: { ...one.verdict, simultaneous_over: 3, level: 1 - 0.05 / 3 } } : one;
  const report = verdictReport(comparison, [GOOD, WORSE, OPEN].map(over), "accuracy");
  const lines = markdownReport(report).split("\n");
  expect(lines[0]).toBe("# worse: 1 of 3 students, 1 good enough, 1 not decided");
  expect(lines[2]).toMatch(/^good enough: good loses at most 0\.0042 .* simultaneous over 3\), the margin is 0\.01$/);
  expect(lines).toContain(
    "| model | verdict | against | accuracy | loss \\[98.33 % bounds\\] | margin | rows | rows more | method | run |",
  );
  expect(lines).toContain(
    "| poor | worse | run-before | 0.9000 | +0.0400 [0.0312, 0.0500] | 0.01 | 872 | - | exact | run-poor |",
  );
  expect(lines).toContain("simultaneous over 3: each bound at 98.33 %, so that no verdict is wrong with 95 %");
  expect(report.json).toMatchObject({ outcome: "worse", students: [{}, {}, {}], comparison: { n: 872 } });
});

test("what was accepted, or is unchanged, has no figures of a verdict", () => {
  expect(textReport(verdictReport(comparison, [ACCEPTED, ACCEPTED], "accuracy"))).toMatch(/^accepted: 2 students\n/);
  expect(textReport(verdictReport(comparison, [UNCHANGED], "accuracy"))).toContain("still  unchanged    0.8800");
});
