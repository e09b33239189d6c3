import { expect, test } from "vitest";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { KINDS } from "./index.ts";
import type { Labelled } from "./kind.ts";

const labelMismatch = (labels: readonly string[], suite: Labelled & Pick<SuiteInfo, "task" | "behavioural">) =>
  KINDS[kindOf(suite)].labelMismatch(labels, suite);

const classification = { task: "text-classification", labels: ["a", "b"] } as const;
const nli = {
  task: "text-classification" as const,
  labels: ["entailment", "not_entailment"],
  label_map: { neutral: "not_entailment", contradiction: "not_entailment" },
};
const tagging = { task: "token-classification" as const, labels: ["B-LOC", "B-PER", "I-LOC", "I-PER", "O"] };

test("equal labels match in any order, and so do those the suite maps", () => {
  expect(labelMismatch(["b", "a"], { ...classification, labels: ["a", "b"] })).toBeNull();
  expect(labelMismatch(["b", "a"], { ...classification, labels: ["a", "b"], behavioural: true })).toBeNull();
  expect(labelMismatch(["entailment", "neutral", "contradiction"], nli)).toBeNull();
});

test("blanks around labels are no part of them, and a number is a name like any other", () => {
  expect(labelMismatch(["b ", " a"], { ...classification, labels: ["a", "b"] })).toBeNull();
  expect(labelMismatch([" neutral", "entailment"], nli)).toBeNull();
  expect(labelMismatch(["0", "1"], { ...classification, labels: ["a", "b"] })).toBe(
    "the model answers 0, 1; the suite's labels are a, b",
  );
});

test("other labels, one too few and one too many are named", () => {
  for (const labels of [["x", "y"], ["a"], ["a", "b", "c"]])
    expect(labelMismatch(labels, { ...classification, labels: ["a", "b"] })).toBe(
      `the model answers ${labels.join(", ")}; the suite's labels are a, b`,
    );
});

test("taggers match by entity type, whatever prefixes either side has", () => {
  expect(labelMismatch(["O", "B-PER", "I-PER", "B-LOC"], tagging)).toBeNull();
  expect(labelMismatch(["O", "PER", "LOC"], tagging)).toBeNull();
  expect(labelMismatch(["O", "PER", "LOC", "MISC"], tagging)).toBeNull();
  const others = ["O", "B-person", "I-person", "B-LOC", "I-LOC", "B-MISC"];
  expect(labelMismatch(others, tagging)).toBe(
    "the model answers person, LOC, MISC; the suite's entity types are LOC, PER",
  );
  expect(labelMismatch(others, { ...tagging, label_map: { person: "PER", MISC: "O" } })).toBeNull();
});

test("numbers and answers have no labels to match", () => {
  expect(labelMismatch(["score"], { task: "text-regression" })).toBeNull();
  expect(labelMismatch(["start", "end"], { task: "question-answering" })).toBeNull();
});
