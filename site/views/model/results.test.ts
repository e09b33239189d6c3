import { expect, test } from "vitest";
import type { RunRecord } from "../../../r2-assets/format/run.ts";
import { sameRows } from "../../api/standings.ts";
import { resultsOf } from "./results.ts";

const run = (id: string, more: Partial<RunRecord> = {}) =>
  ({ id, suite: "glue/sst2", suite_sha256: "a", created_at: `2026-01-0${id}T00:00:00Z`, ...more }) as RunRecord;

test("on each suite the newest whole run stands for the model, that of most rows where there is no whole one", () => {
  const runs = [
    run("1"),
    run("2"),
    run("3", { limit: 10 }),
    run("4", { perturbation: "Case" }),
    run("5", { suite: "imdb/test", sample: 20, rows: 20 }),
    run("6", { suite: "imdb/test", sample: 20, rows: 20 }),
    run("7", { suite: "imdb/test", limit: 10, rows: 10 }),
  ];
  expect(resultsOf(runs, [], "imdb/test").map((result) => result.run.id)).toEqual(["6", "2"]);
  expect(resultsOf([], [], null)).toEqual([]);
});

test("the teacher's run is the newest on the same rows, in the same form", () => {
  const teachers = [
    run("1"),
    run("3", { suite_sha256: "b" }),
    run("4", { sample: 10 }),
    run("5", { perturbation: "Case" }),
    run("6", { suite: "imdb/test" }),
  ];
  expect(sameRows(run("9"), teachers)?.id).toBe("1");
  expect(sameRows(run("9", { sample: 10 }), teachers)?.id).toBe("4");
  expect(sameRows(run("9", { perturbation: "Case" }), teachers)?.id).toBe("5");
  expect(sameRows(run("9", { limit: 10 }), teachers)).toBeNull();
});
