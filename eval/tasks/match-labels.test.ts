import { expect, test } from "vitest";
import { labelMismatch } from "./match-labels.ts";

const nli = {
  labels: ["entailment", "not_entailment"],
  label_map: { neutral: "not_entailment", contradiction: "not_entailment" },
};

test("equal labels match in any order, and so do those the suite maps", () => {
  expect(labelMismatch(["b", "a"], { labels: ["a", "b"] })).toBeNull();
  expect(labelMismatch(["entailment", "neutral", "contradiction"], nli)).toBeNull();
});

test("other labels, one too few and one too many are named", () => {
  for (const labels of [["x", "y"], ["a"], ["a", "b", "c"]])
    expect(labelMismatch(labels, { labels: ["a", "b"] })).toBe(
      `the model answers ${labels.join(", ")}; the suite's labels are a, b`,
    );
});
