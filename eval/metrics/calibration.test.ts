import { describe, expect, test } from "vitest";
import golden from "../../test/golden/metrics.json" with { type: "json" };
import { plainValue, valueOn } from "../statistics/statistic.ts";
import { expectedCalibrationError, probabilityOf, squaredError } from "./calibration.ts";
import { mean } from "./mean.ts";

describe.each(golden.scores)("$name", ({ gold, scores, counts, ece, brier }) => {
  const drawn = Uint32Array.from(counts);

  test("the calibration error equals Guo et al.'s loop over bins", () => {
    const confidence = Float64Array.from(scores, (p) => Math.max(...p));
    const correct = Uint8Array.from(scores, (p, i) => (p.indexOf(Math.max(...p)) === gold[i] ? 1 : 0));
    expect(valueOn(expectedCalibrationError(confidence, correct), drawn)).toBeCloseTo(ece, 12);
  });

  test("the Brier score equals scikit-learn's", () => {
    const errors = Float64Array.from(scores, (p, i) => squaredError(Object.fromEntries(p.entries()), String(gold[i])));
    expect(valueOn(mean(errors), drawn)).toBeCloseTo(brier, 12);
  });
});

test("a sure and wrong row has the worst of both", () => {
  expect(squaredError({ negative: 1, positive: 0 }, "positive")).toBe(2);
  expect(plainValue(expectedCalibrationError(Float64Array.of(1), Uint8Array.of(0)))).toBe(1);
});

test("a label without a probability has 0", () => {
  expect(probabilityOf({ yes: 0.7 }, "constructor")).toBe(0);
  expect(squaredError({ no: 1 }, "yes")).toBe(2);
});

test("a probability on a border belongs to the bin below it, 0 to the first", () => {
  const ece = expectedCalibrationError(Float64Array.of(0.2, 0.21), Uint8Array.of(0, 1));
  expect(plainValue(ece)).toBeCloseTo((0.2 + 0.79) / 2, 14); // apart: else they would cancel to |1 - 0.41| / 2
  expect(plainValue(expectedCalibrationError(Float64Array.of(0, 0.01), Uint8Array.of(0, 0)))).toBeCloseTo(0.005, 14);
});

test("is undefined over no rows", () => {
  expect(plainValue(expectedCalibrationError(new Float64Array(), new Uint8Array()))).toBeNull();
  expect(plainValue(mean(new Float64Array()))).toBeNull();
});
