import { expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { cleanCounterpart, standingRun } from "./choose-runs.ts";

const run = (id: string, changes: Partial<RunRecord> = {}) => ({ id, ...changes }) as RunRecord;

test("a whole run stands before a newer sample, and the newest of equals stands", () => {
  const runs = [run("sampled", { sample: 10 }), run("newer"), run("older"), run("case", { perturbation: "Case" })];
  expect(standingRun(runs)?.id).toBe("newer");
  expect(standingRun(runs.filter((r) => r.sample))?.id).toBe("sampled");
  expect(standingRun(runs, "Case")?.id).toBe("case");
  expect(standingRun(runs, "CharTypos")).toBeNull();
});

test("a perturbed sample is held against a whole run, or a sample that has its rows", () => {
  const perturbed = run("case", { perturbation: "Case", sample: 20 });
  expect(
    cleanCounterpart([run("small", { sample: 10 }), run("large", { sample: 30 }), run("whole")], perturbed)?.id,
  ).toBe("whole");
  expect(cleanCounterpart([run("small", { sample: 10 }), run("large", { sample: 30 })], perturbed)?.id).toBe("large");
  expect(cleanCounterpart([run("small", { sample: 10 })], perturbed)).toBeNull();
  expect(cleanCounterpart([run("large", { sample: 30 })], run("case", { perturbation: "Case" }))).toBeNull();
});

test("by the same runtime where there is such a run", () => {
  const perturbed = run("case", { perturbation: "Case", runtime: "ort" });
  const [engine, ort] = [run("newer", { runtime: "engine" }), run("older", { runtime: "ort" })];
  expect(cleanCounterpart([engine, ort], perturbed)?.id).toBe("older");
  expect(cleanCounterpart([engine], perturbed)?.id).toBe("newer");
});
