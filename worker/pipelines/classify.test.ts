import { expect, test } from "vitest";
import { rank } from "./classify.ts";

const labels = ["a", "b", "c"];
const logits = Float32Array.of(1, 3, 2);

test("softmax sums to one and sorts", () => {
  const ranked = rank(labels, logits);
  expect(ranked.map(({ label }) => label)).toEqual(["b", "c", "a"]);
  // 1 / (1 + e^-1 + e^-2)
  expect(ranked[0]!.score).toBeCloseTo(1 / (1 + Math.exp(-1) + Math.exp(-2)), 12);
  expect(ranked.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 12);
});

test("softmax of huge logits stays finite", () => {
  expect(rank(["a", "b"], Float32Array.of(1e38, -1e38))).toEqual([
    { label: "a", score: 1 },
    { label: "b", score: 0 },
  ]);
});

test("sigmoid scores each label alone; none leaves the logits", () => {
  expect(rank(labels, logits, { fn: "sigmoid", topK: 1 })).toEqual([{ label: "b", score: 1 / (1 + Math.exp(-3)) }]);
  expect(rank(labels, logits, { fn: "none" }).map(({ score }) => score)).toEqual([3, 2, 1]);
});

test("equal scores stay in label order", () => {
  expect(rank(labels, Float32Array.of(1, 1, 1)).map(({ label }) => label)).toEqual(labels);
});
