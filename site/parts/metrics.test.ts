import { expect, test } from "vitest";
import { isLowerBetter, nameOf } from "./metrics.ts";

test("names of people stay as they are within a sentence", () => {
  expect((["accuracy", "f1", "pearson", "exact_match"] as const).map(nameOf)).toEqual([
    "accuracy",
    "F1",
    "Pearson correlation",
    "exact match",
  ]);
});

test("some figures are better when lower", () => {
  expect([isLowerBetter("failure_rate"), isLowerBetter("f1")]).toEqual([true, false]);
});
