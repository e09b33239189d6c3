import { expect, test } from "vitest";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { type ListedSuite, missingRuns, stressPlan } from "./stress-plan.ts";

const listed = (...ids: string[]): ListedSuite[] =>
  ids.map((id) => ({ id, sha256: `sha of ${id}`, status: id === "checklist/sentiment" ? "absent" : "ready" }));

test("a report is made of a clean run, the perturbations, and the stress suites with their own samples", () => {
  const { runs, absent } = stressPlan("glue/sst2", listed("glue/sst2", "imdb/test", "checklist/sentiment"), {
    sample: 50,
  });
  expect(runs[0]).toEqual({ suite: "glue/sst2", sample: 50 });
  expect(runs.slice(1, -1)).toEqual(
    PERTURBATION_NAMES.map((perturbation) => ({ suite: "glue/sst2", sample: 50, perturbation })),
  );
  expect(runs.at(-1)).toEqual({ suite: "imdb/test", sample: 2_000 });
  expect(absent).toEqual(["checklist/sentiment"]);
});

test("perturbations may be chosen; a suite of one's own has no stress suites", () => {
  expect(stressPlan("my/suite", listed("my/suite", "imdb/test"), { perturb: ["Case"] })).toEqual({
    runs: [
      { suite: "my/suite", sample: undefined },
      { suite: "my/suite", sample: undefined, perturbation: "Case" },
    ],
    absent: [],
  });
  expect(
    stressPlan("my/suite", listed("my/suite", "my/other"), { perturb: [], stress: ["my/other", "no/such"] }),
  ).toEqual({
    runs: [
      { suite: "my/suite", sample: undefined },
      { suite: "my/other", sample: undefined },
    ],
    absent: ["no/such"],
  });
});

test("what a run covers is not run again: the same rows by its own sample, or all of them, and none of an older suite", () => {
  const suites = listed("glue/sst2", "imdb/test");
  const plan = stressPlan("glue/sst2", suites, { perturb: ["Case", "Contractions"] });
  const run = (suite: string, more: Partial<RunRecord> = {}) =>
    ({ suite, suite_sha256: `sha of ${suite}`, ...more }) as RunRecord;
  const names = (runs: RunRecord[]) =>
    missingRuns(plan, runs, suites).map(({ suite, perturbation }) => perturbation ?? suite);

  expect(names([])).toEqual(["glue/sst2", "Case", "Contractions", "imdb/test"]);
  expect(names([run("glue/sst2"), run("glue/sst2", { perturbation: "Case" })])).toEqual(["Contractions", "imdb/test"]);
  expect(names([run("glue/sst2", { limit: 5 }), run("glue/sst2", { suite_sha256: "older" })])).toContain("glue/sst2");
  expect(names([run("glue/sst2", { sample: 100 })])).toContain("glue/sst2");
  expect(names([run("imdb/test", { sample: 2_000 })])).not.toContain("imdb/test");
  expect(names([run("imdb/test", { sample: 10 })])).toContain("imdb/test");
  expect(names([run("imdb/test")])).not.toContain("imdb/test");
  expect(names([run("imdb/test", { sample: 3_000 })])).toContain("imdb/test");
});

test("a larger sample of the rows as they are covers a smaller one; of perturbed rows it doesn't", () => {
  const suites = listed("glue/sst2");
  const plan = stressPlan("glue/sst2", suites, { perturb: ["Case"], sample: 100 });
  const larger = { suite: "glue/sst2", suite_sha256: "sha of glue/sst2", sample: 200 } as RunRecord;
  expect(missingRuns(plan, [larger, { ...larger, perturbation: "Case" }], suites)).toEqual([plan.runs[1]]);
  expect(missingRuns(plan, [{ ...larger, sample: 50 }], suites)).toEqual(plan.runs);
});
