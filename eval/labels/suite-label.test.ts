import { expect, test } from "vitest";
import { suiteLabel } from "./suite-label.ts";

const labels = ["not_entailment", "entailment"];
const label_map = { neutral: "not_entailment" };

test("a model's labels are the suite's, blanks aside, or what its map makes of them", () => {
  expect(
    ["entailment", " entailment", "neutral", "neutral ", "other ", "constructor"].map((label) =>
      suiteLabel(label, { labels, label_map }),
    ),
  ).toEqual(["entailment", "entailment", "not_entailment", "not_entailment", "other", "constructor"]);
  expect(suiteLabel("positive ", {})).toBe("positive");
});

test("a label is no index here: which class a model calls 1 is its own affair", () => {
  expect(suiteLabel("1", { labels })).toBe("1");
});
