import { expect, test } from "vitest";
import { type Contender, leaderboard } from "./leaderboard.ts";

const contender = (model: string, bytes: number | null, teacher: string | null, scores: Record<string, number>) =>
  ({
    model,
    version: null,
    method: null,
    parameters: null,
    bytes,
    compression: null,
    teacher,
    scores: Object.fromEntries(
      Object.entries(scores).map(([suite, value]) => [suite, { value, ci95: null, run: `${model}-run` }]),
    ),
    latency: null,
    callable: true,
  }) satisfies Contender;

const teacher = contender("teacher", 22e6, null, { s: 0.9, t: 0.8 });
const student = contender("student", 12e6, "teacher", { s: 0.88, t: 0.6 });
const worse = contender("worse", 15e6, "teacher", { s: 0.88 });
const unscored = contender("unscored", 1e6, "teacher", {});
const all = [unscored, worse, student, teacher];

const column = <K extends "rank" | "retention" | "pareto">(key: K, suites: string[], of = all) =>
  Object.fromEntries(leaderboard(of, suites).map((row) => [row.model, row[key]]));

test("rows go by score, then by size, with the unscored last", () => {
  expect(leaderboard(all, ["s"]).map((row) => row.model)).toEqual(["teacher", "student", "worse", "unscored"]);
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

test("retention is the share of the teacher's score, null without a teacher or its score", () => {
  expect(column("retention", ["s"])).toEqual({ teacher: null, student: 0.88 / 0.9, worse: 0.88 / 0.9, unscored: null });
  expect(column("retention", ["s"], [student])).toEqual({ student: null });
});

test("over two suites scores and retentions are means, and a missing score is no score", () => {
  expect(column("rank", ["s", "t"])).toEqual({ teacher: 1, student: 2, worse: null, unscored: null });
  expect(column("retention", ["s", "t"]).student).toBeCloseTo((0.88 / 0.9 + 0.6 / 0.8) / 2, 15);
});

test("the front weighs score against bytes; what lacks either is neither on nor off it", () => {
  const external = contender("external", null, null, { s: 0.99 });
  expect(column("pareto", ["s"], [...all, external])).toEqual({
    teacher: true,
    student: true,
    worse: false,
    unscored: null,
    external: null,
  });
});
