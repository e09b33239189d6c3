import { expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { mostMeasured, standings } from "./standings.ts";

const run = (id: string, suite: string, model: string, more: Partial<RunRecord> = {}) =>
  ({ id, suite, model, ...more }) as RunRecord;

test("the newest whole run of each model counts, parts and perturbed ones do not", () => {
  const bySuite = standings([
    run("6", "own/films", "teacher", { sample: 200 }),
    run("5", "own/films", "teacher", { perturbation: "Case" }),
    run("4", "own/films", "student"),
    run("3", "own/films", "teacher"),
    run("2", "own/films", "student"),
    run("1", "own/names", "tagger", { limit: 10 }),
  ]);
  expect([...bySuite].map(([suite, runs]) => [suite, runs.map(({ id }) => id)])).toEqual([["own/films", ["4", "3"]]]);
});

test("the suite with most models is the first choice unless it is sealed, and there is none without runs", () => {
  const sealed = ["x", "y", "z"].map((model) => run(model, "c/sealed", model, { sealed: true }));
  const runs = [run("1", "a/few", "x"), run("2", "b/most", "x"), run("3", "b/most", "y"), ...sealed];
  expect(mostMeasured(standings(runs))).toBe("b/most");
  expect(mostMeasured(new Map())).toBeUndefined();
});
