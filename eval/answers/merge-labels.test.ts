import { expect, test } from "vitest";
import { mergeLabels } from "./merge-labels.ts";

const inSuite = (label: string) => (label === "entailment" ? label : "not_entailment");

test("scores of labels that become one are added, and the best sum decides", () => {
  const merged = mergeLabels(["entailment", "neutral", "contradiction"], [0.4, 0.35, 0.25], inSuite);
  expect(merged.label).toBe("not_entailment"); // though entailment is the best of the three
  expect(merged.scores).toEqual({ entailment: 0.4, not_entailment: 0.6 });
});

test("without a map the labels stay, the first of equals wins, and a label called constructor is one like any other", () => {
  expect(mergeLabels(["a", "constructor"], [0.5, 0.5])).toEqual({
    label: "a",
    scores: { a: 0.5, constructor: 0.5 },
  });
});
