import { expect, test } from "vitest";
import { inPoints, isLowerBetter, nameOf, pNumber, points, pointsInterval } from "./metrics.ts";

test("differences are told in hundredths, with a sign or with words", () => {
  expect([points(0.0123), points(-0.031), points(0), points(null)]).toEqual(["+1.2", "−3.1", "0.0", "–"]);
  expect([inPoints(-0.01), inPoints(0.031), inPoints(0.0096)]).toEqual(["1.0 point", "3.1 points", "1.0 point"]);
  expect([pointsInterval([-0.027, 0.011]), pointsInterval(null)]).toEqual(["−2.7 to +1.1", "–"]);
});

test("p has digits where they matter", () => {
  expect([0.5, 0.068, 0.0032, 1e-9, null].map(pNumber)).toEqual(["0.50", "0.068", "0.003", "< 0.001", "–"]);
});

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
