import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { accuracy } from "./accuracy.ts";

test.each(golden.classification)("matches scikit-learn: $name", ({ gold, predicted, accuracy: value }) => {
  expect(accuracy(gold.filter((label, i) => label === predicted[i]).length, gold.length).value).toBe(value);
});

test("carries the Wilson interval", () => {
  const { ci95 } = accuracy(797, 872);
  expect(ci95?.map((end) => Number(end.toFixed(6)))).toEqual([0.893518, 0.930832]);
});

test("is undefined, not 0, on no rows", () => {
  expect(accuracy(0, 0)).toEqual({ value: null, ci95: null });
});
