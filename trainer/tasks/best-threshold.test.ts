/** Against test/golden/multi-label.json, which tries every candidate with scikit-learn's F1. */
import { expect, test } from "vitest";
import golden from "../../test/golden/multi-label.json" with { type: "json" };
import { bestThreshold } from "./best-threshold.ts";

test.each(golden.thresholds)("the best of all candidates, by scikit-learn's F1: $name", ({ gold, scores, best }) => {
  for (const [label, { threshold, f1 }] of best.entries()) {
    const own = scores.map((row) => row[label]);
    const holds = gold.map((labels) => labels.includes(label));
    const chosen = bestThreshold(own, holds, 0.5);
    expect(chosen).toBeCloseTo(threshold, 12);
    const right = own.filter((score, i) => score >= chosen && holds[i]).length;
    const total = own.filter((score) => score >= chosen).length + holds.filter(Boolean).length;
    if (holds.includes(true)) expect((2 * right) / total).toBeCloseTo(f1, 12);
  }
});

test("one that nothing tells from the usual one is the usual one", () => {
  expect(bestThreshold([0.1, 0.9], [false, true], 0.5)).toBe(0.5);
  expect(bestThreshold([0.6, 0.7], [true, true], 0.5)).toBe(0.5); // all of them, whatever is below 0.6
  expect(bestThreshold([0.2, 0.3, 0.9], [false, false, false], 0.5)).toBe(0.5);
  expect(bestThreshold([], [], 0.5)).toBe(0.5);
});

test("of equally good ones the nearest to the usual, of two as near the lower", () => {
  expect(bestThreshold([0.1, 0.3, 0.9], [false, true, true], 0.5)).toBeCloseTo(0.2, 12);
  // From 0.75 on one of two is found, from 0.25 on both and two others: F1 2/3 either way; 0.5 finds one of them and those two.
  expect(bestThreshold([0.1, 0.4, 0.6, 0.6, 0.9], [false, true, false, false, true], 0.5)).toBe(0.25);
});

test("scores at the ends leave thresholds in between, on the side of the higher one", () => {
  const [low, high] = [1 - 2 ** -53, 1];
  for (const scores of [
    [low, high],
    [0, 5e-324],
  ]) {
    const threshold = bestThreshold(scores, [false, true], 0.5);
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(1);
  }
});
