import { expect, test } from "vitest";
import type { PairedFigures } from "../../eval/reports/comparison.ts";
import { disagree, mostLost, verdictOf } from "./comparison-verdict.ts";

const figures = (
  difference: number | null,
  p_value: number | null,
  ci95: [number, number] | null,
  metric = "accuracy",
) => ({ difference, p_value, ci95, metric }) as PairedFigures;

test("the sign of a difference that counts says who is better, the other way where less is better", () => {
  expect(verdictOf(figures(0.03, 0.003, [0.01, 0.05]))).toBe("a");
  expect(verdictOf(figures(-0.03, 0.003, [-0.05, -0.01]))).toBe("b");
  expect(verdictOf(figures(-0.03, 0.003, [-0.05, -0.01], "failure_rate"))).toBe("a");
  expect(verdictOf(figures(0.03, 0.05, [0, 0.05]))).toBe("open");
  expect(verdictOf(figures(null, null, null))).toBe("undefined");
});

test("interval and p may disagree near the border", () => {
  expect(disagree(figures(0.03, 0.06, [0.001, 0.05]))).toBe(true);
  expect(disagree(figures(0.03, 0.04, [-0.001, 0.05]))).toBe(true);
  expect(disagree(figures(0.03, 0.003, [0.01, 0.05]))).toBe(false);
  expect(disagree(figures(null, null, null))).toBe(false);
});

test("the most that a may lose is the far end of the interval", () => {
  expect(mostLost(figures(-0.01, 0.4, [-0.03, 0.01]))).toBe(0.03);
  expect(mostLost(figures(0.01, 0.4, [-0.01, 0.03], "ece"))).toBe(0.03);
  expect(mostLost(figures(0.05, 0.001, [0.03, 0.07]))).toBe(0);
  expect(mostLost(figures(0, 1, null))).toBeNull();
});
