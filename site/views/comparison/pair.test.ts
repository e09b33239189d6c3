import { expect, test } from "vitest";
import type { RunRecord } from "../../../r2-assets/format/run.ts";
import { fillIn } from "./pair.ts";

const run = (model: string, value: number | null, primary: RunRecord["primary"] = "accuracy") =>
  ({ model, primary, metrics: { [primary]: { value, ci95: null } } }) as RunRecord;

const MEASURED = new Map([
  ["own/films", [run("small", 0.8), run("teacher", 0.9), run("good", 0.88), run("own-way", 0.89)]],
  ["own/tests", [run("good", 0.3, "failure_rate"), run("small", 0.2, "failure_rate")]],
  ["own/alone", [run("teacher", 0.9)]],
]);
const teacherOf = (model: string) => (["small", "good"].includes(model) ? "teacher" : null);
const fill = (asked: { suite?: string; a?: string; b?: string }) =>
  fillIn({ suite: null, a: null, b: null, ...asked }, MEASURED, teacherOf);

test.each([
  ["nothing", {}, { suite: "own/films", a: "good", b: "teacher" }],
  ["a student", { a: "small" }, { suite: "own/films", a: "small", b: "teacher" }],
  ["a teacher", { a: "teacher" }, { suite: "own/films", a: "teacher", b: "good" }],
  ["a version", { b: "small@0123456789ab" }, { suite: "own/films", a: "teacher", b: "small@0123456789ab" }],
  [
    "a suite without teachers, where less is better",
    { suite: "own/tests" },
    { suite: "own/tests", a: "small", b: "good" },
  ],
  ["two models", { a: "small", b: "own-way" }, { suite: "own/films", a: "small", b: "own-way" }],
  ["a suite with one model", { suite: "own/alone" }, { suite: "own/alone", a: "teacher", b: null }],
  ["an unknown suite", { suite: "no/such" }, { suite: "no/such", a: null, b: null }],
  ["an unknown model", { a: "nobody", suite: "own/films" }, { suite: "own/films", a: "nobody", b: "teacher" }],
  ["an unknown model alone", { a: "nobody" }, { suite: null, a: "nobody", b: null }],
])("given %s, the rest is filled in", (_, asked, filled) => {
  expect(fill(asked)).toEqual(filled);
});

test("a run knows its teacher, too", () => {
  const learnt = { ...run("small", 0.8), teacher: { id: "teacher", version: "0123456789ab" } } as RunRecord;
  const measured = new Map([["own/films", [learnt, run("other", 0.95), run("teacher", 0.9)]]]);
  expect(fillIn({ suite: null, a: null, b: null }, measured, () => null)).toMatchObject({ a: "small", b: "teacher" });
});
