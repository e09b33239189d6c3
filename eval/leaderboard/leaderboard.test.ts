import { expect, test } from "vitest";
import type { Latency, Score } from "./board.ts";
import type { Contender } from "./contender.ts";
import { leaderboard } from "./leaderboard.ts";

const latency = (p50: number, changes: Partial<Latency> = {}): Latency => ({
  ...{
    p50,
    p95: 2 * p50,
    p99: 3 * p50,
    n: 100,
    tokens: 16,
    batch: 1,
    runtime: "engine",
    machine: "a test",
    method: "closed loop",
  },
  measured_at: "2026-11-20T10:00:00.000Z",
  ...changes,
});

const contender = (
  model: string,
  bytes: number | null,
  teacher: Contender | null,
  scores: Record<string, number>,
  changes: Partial<Contender> = {},
): Contender => ({
  ...{ model, version: null, method: null, parameters: null, bytes, compression: null, subset: null },
  teacher: teacher && { name: teacher.model, scores: teacher.scores },
  scores: Object.fromEntries(
    Object.entries(scores).map(([suite, value]): [string, Score] => [
      suite,
      {
        metric: suite === "failures" ? "failure_rate" : "accuracy",
        value,
        ci95: null,
        run: `${model}-run`,
        runtime: "engine",
      },
    ]),
  ),
  robustness: null,
  latency: null,
  differences: {},
  callable: true,
  ...changes,
});

const teacher = contender("teacher", 22e6, null, { s: 0.9, t: 0.8, failures: 0.1 });
const student = contender("student", 12e6, teacher, { s: 0.88, t: 0.6, failures: 0.4 });
const worse = contender("worse", 15e6, teacher, { s: 0.88 });
const unscored = contender("unscored", 1e6, teacher, {});
const external = contender("external/other", null, null, { s: 0.99 }, { callable: false });
const all = [unscored, worse, student, teacher];

const column = <K extends "rank" | "retention" | "pareto" | "dynascore">(key: K, suites: string[], of = all) =>
  Object.fromEntries(leaderboard(of, suites).rows.map((row) => [row.model, row[key]]));

test("rows go by score, then by size, with the unscored last", () => {
  expect(leaderboard(all, ["s"]).rows.map((row) => row.model)).toEqual(["teacher", "student", "worse", "unscored"]);
});

test("of equal scores the smaller model comes first, whatever the names, and an unknown size last", () => {
  const tied = [
    contender("a", null, null, { s: 0.9 }),
    contender("b", 3e6, null, { s: 0.9 }),
    contender("c", 2e6, null, { s: 0.9 }),
  ];
  expect(leaderboard(tied, ["s"]).rows.map((row) => row.model)).toEqual(["c", "b", "a"]);
  expect(leaderboard(tied.toReversed(), ["s"]).rows.map((row) => row.model)).toEqual(["c", "b", "a"]);
});

test("equal scores share a rank, and the next one is skipped", () => {
  const third = contender("third", 1, null, { s: 0.5 });
  expect(column("rank", ["s"], [...all, third])).toEqual({
    teacher: 1,
    student: 2,
    worse: 2,
    third: 4,
    unscored: null,
  });
});

test("a row names the teacher that it is held against, listed or not", () => {
  const former = { name: "teacher@0123456789ab", scores: student.scores };
  const { rows } = leaderboard([teacher, { ...worse, teacher: former }], ["s"]);
  expect(rows.map((row) => [row.model, row.teacher, row.retention])).toEqual([
    ["teacher", null, null],
    ["worse", former.name, 1],
  ]);
});

test("retention is the share of the teacher's score, null without a teacher or its score", () => {
  expect(column("retention", ["s"])).toEqual({ teacher: null, student: 0.88 / 0.9, worse: 0.88 / 0.9, unscored: null });
  expect(column("retention", ["t"])).toEqual({ teacher: null, student: 0.6 / 0.8, worse: null, unscored: null });
});

test("over two suites scores and retentions are means, and a missing score is no score", () => {
  expect(column("rank", ["s", "t"])).toEqual({ teacher: 1, student: 2, worse: null, unscored: null });
  expect(column("retention", ["s", "t"]).student).toBeCloseTo((0.88 / 0.9 + 0.6 / 0.8) / 2, 15);
});

test("where less is better, what is left of 1 counts", () => {
  expect(column("rank", ["failures"])).toMatchObject({ teacher: 1, student: 2 });
  expect(column("retention", ["failures"]).student).toBeCloseTo(0.6 / 0.9, 15);
});

test("the front weighs score against bytes; what lacks either is neither on nor off it", () => {
  expect(column("pareto", ["s"], [...all, external])).toEqual({
    teacher: true,
    student: true,
    worse: false,
    unscored: null,
    "external/other": null,
  });
});

test("latency and robustness join the front once every scored model served here has them", () => {
  const quick = { ...worse, latency: latency(3), robustness: 0.7 };
  const slow = { ...student, latency: latency(5) };
  expect(leaderboard([quick, slow], ["s"])).toMatchObject({
    pareto_over: ["performance", "bytes", "latency"],
    rows: [
      { model: "student", pareto: true },
      { model: "worse", pareto: true },
    ],
  });
  expect(leaderboard([quick, slow, external], ["s"]).pareto_over).toEqual(["performance", "bytes", "latency"]);
  expect(leaderboard([quick, slow, teacher], ["s"]).pareto_over).toEqual(["performance", "bytes"]);
});

test("latencies from different machines or runtimes are not weighed against each other", () => {
  const elsewhere = { ...student, latency: latency(1, { machine: "another" }) };
  expect(leaderboard([elsewhere, { ...teacher, latency: latency(5) }], ["s"]).pareto_over).not.toContain("latency");
  const otherwise = { ...student, latency: latency(1, { runtime: "ort" }) };
  expect(leaderboard([otherwise, { ...teacher, latency: latency(5) }], ["s"]).pareto_over).not.toContain("latency");
});

test("by default half of the Dynascore is performance, in points, and the rest bytes, as what they leave of 128 MB", () => {
  const { rows, dynascore, ranked_by } = leaderboard(all, ["s"]);
  const amrs = (22 - 12) / 2; // MB a point, from student to teacher; worse is tied with student
  expect(ranked_by).toBe("performance");
  expect(dynascore.metrics).toEqual([
    { name: "performance", unit: "%", direction: "higher", offset: 0, weight: 0.5, amrs: 1 },
    { name: "bytes", unit: "MB", direction: "lower", offset: 128, weight: 0.5, amrs: expect.closeTo(amrs, 9) },
  ]);
  expect(rows.find((row) => row.model === "teacher")?.dynascore).toBeCloseTo(0.5 * 90 + (0.5 * (128 - 22)) / amrs, 9);
  expect(rows.find((row) => row.model === "unscored")?.dynascore).toBeNull();
});

test("with weights the Dynascore ranks", () => {
  const light = leaderboard([student, teacher], ["s"], { bytes: 1, performance: 0.1 });
  expect(light.ranked_by).toBe("dynascore");
  expect(light.rows.map((row) => [row.model, row.rank])).toEqual([
    ["student", 1],
    ["teacher", 2],
  ]);
  expect(light.dynascore.metrics.map(({ weight }) => weight)).toEqual([0.1 / 1.1, 1 / 1.1]);
});

test("a measure that nobody has gives no Dynascore, and performance ranks", () => {
  const { rows, ranked_by, dynascore } = leaderboard([student, teacher], ["s"], { latency: 1 });
  expect(dynascore.missing).toEqual({ latency: ["student", "teacher"] });
  expect(ranked_by).toBe("performance");
  expect(rows.map((row) => [row.rank, row.dynascore])).toEqual([
    [1, null],
    [2, null],
  ]);
});

test("of every measure with weight, the models that lack it and so have no Dynascore are named", () => {
  const measured = { ...student, latency: latency(3) };
  const { rows, dynascore } = leaderboard([measured, teacher, worse, unscored], ["s"], { latency: 1, bytes: 1 });
  expect(dynascore.missing).toEqual({ latency: ["teacher", "worse"] });
  expect(rows.map((row) => row.dynascore)).toEqual([null, null, null, null]);
  expect(leaderboard(all, ["s"]).dynascore.missing).toEqual({});
});

test("a model heavier than the offset raises it, and the order stays", () => {
  const heavy = contender("heavy", 440e6, null, { s: 0.93 });
  const { dynascore } = leaderboard([student, teacher, heavy], ["s"]);
  expect(dynascore.metrics[1]?.offset).toBe(440);
});

test("one model alone has no exchange rate, so no Dynascore", () => {
  expect(leaderboard([teacher], ["s"]).rows[0]?.dynascore).toBeNull();
});
