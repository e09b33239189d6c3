import { expect, test } from "vitest";
import { PERTURBATION_NAMES } from "../../../eval/perturbations/perturbation.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { bodyOf, type Draft, flawOf, NEW, PERTURBED, suitesFor } from "./draft.ts";

const draft: Draft = { ...NEW, model: "sst2-kd", suite: "glue/sst2" };

test("what is not chosen is not sent", () => {
  expect(bodyOf(draft)).toEqual({ model: "sst2-kd", suite: "glue/sst2" });
  const whole: Draft = { ...draft, rows: "sample", count: "50", perturbation: "Case", runtime: "ort" };
  expect(bodyOf(whole)).toEqual({
    ...{ model: "sst2-kd", suite: "glue/sst2", sample: 50, perturbation: "Case", runtime: "ort" },
  });
});

test.each<[Partial<Draft>, string | undefined]>([
  [{}, undefined],
  [{ model: "" }, "Choose a model."],
  [{ suite: "" }, "Choose a suite."],
  [{ count: "" }, undefined],
  [{ rows: "limit", count: "0" }, "How many rows? A whole number of at least 1."],
  [{ rows: "sample", count: "1.5" }, "How many rows? A whole number of at least 1."],
  [{ rows: "limit", count: " 20 " }, undefined],
])("%j: %s", (change, flaw) => {
  expect(flawOf({ ...draft, ...change })).toBe(flaw);
});

test("suites of the model's task are offered, its own first", () => {
  const suite = (id: string, task: string) => ({ id, task }) as SuiteSummary;
  const suites = [suite("a/b", "text-classification"), suite("glue/sst2", "text-classification"), suite("c/d", "x")];
  const model = { task: "text-classification", trained_on: "glue/sst2" } as const;
  expect(suitesFor(model, suites).map(({ id }) => id)).toEqual(["glue/sst2", "a/b"]);
  expect(suitesFor(undefined, suites)).toEqual(suites);
});

test("each perturbation that there is can be chosen", () => {
  expect(Object.keys(PERTURBED)).toEqual([...PERTURBATION_NAMES]);
});
