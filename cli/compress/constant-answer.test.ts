import { expect, test } from "vitest";
import { constantAnswer, doubtOf } from "./constant-answer.ts";

const rows = ["yes", "no", "yes", "yes"].map((label) => ({ label }));
const teacher = (value: number | null, ci95: [number, number] | null) => ({ score: { value, ci95 } });

test("the most frequent label is the best constant answer", () => {
  expect(constantAnswer(rows, "accuracy")).toEqual({ label: "yes", score: 0.75 });
});

test.each<[string, readonly object[], Parameters<typeof constantAnswer>[1]]>([
  ["scores", [{ label: 1.5 }], "pearson"],
  ["numbers by accuracy", [{ label: 1.5 }], "accuracy"],
  ["tags", [{ tags: ["O"] }], "span_f1"],
  ["label sets", [{ labels: ["a"] }], "micro_f1"],
  ["nothing", [], "accuracy"],
])("of %s there is none", (_, other, metric) => {
  expect(constantAnswer(other, metric)).toBeNull();
});

test("a teacher whose interval reaches down to it is doubted, another is not", () => {
  const constant = constantAnswer(rows, "accuracy");
  expect(doubtOf(teacher(0.8, [0.7, 0.9]), constant)).toEqual([
    expect.stringContaining("always answering yes, 0.7500"),
  ]);
  expect(doubtOf(teacher(0.9, [0.8, 0.95]), constant)).toEqual([]);
  expect(doubtOf(teacher(null, null), constant)).toEqual([]);
  expect(doubtOf(teacher(0.1, [0, 0.2]), null)).toEqual([]);
});
