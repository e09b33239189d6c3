import { expect, test, vi } from "vitest";

vi.stubGlobal("sessionStorage", { getItem: () => null });
const { partOf, rowsInWords } = await import("./evaluations.ts");

test.each([
  [{}, "", "all rows of glue/sst2"],
  [{ limit: 1500 }, "the first 1,500 rows", "the first 1,500 rows of glue/sst2"],
  [
    { sample: 20, perturbation: "Case" },
    "a sample of 20 rows, Case",
    "a sample of 20 rows of glue/sst2 that Case changes",
  ],
  [{ perturbation: "Case" }, "Case", "all rows of glue/sst2 that Case changes"],
])("%j is of %j", (run, part, words) => {
  expect(partOf(run)).toBe(part);
  expect(rowsInWords({ suite: "glue/sst2", ...run })).toBe(words);
});
