import { expect, test } from "vitest";
import { age, pNumber, points, pointsInterval, pValue, signedPoints } from "./format.ts";

test.each([
  [59, "under a minute"],
  [60, "1 minute"],
  [3599, "59 minutes"],
  [7200, "2 hours"],
  [86_400 * 3, "3 days"],
])("%d seconds ago is %s", (seconds, words) => {
  expect(age("2026-11-29T12:00:00Z", Date.parse("2026-11-29T12:00:00Z") + seconds * 1000)).toBe(words);
});

test("differences have a sign, sizes have none", () => {
  expect([0.0123, -0.005, -0.0001, null].map((each) => signedPoints(each))).toEqual(["+1.2", "−0.5", "0.0", "–"]);
  expect([signedPoints(0.0449, 0), signedPoints(-0.004, 0)]).toEqual(["+4", "0"]);
  expect([pointsInterval([-0.027, 0.011]), pointsInterval(null)]).toEqual(["−2.7 to +1.1", "–"]);
  expect(points(-0.031)).toBe("3.1 points");
  expect([0.02, 0.01, 0.0044, 0.0003].map(points)).toEqual(["2 points", "1 point", "0.4 points", "0.03 points"]);
});

test("p has digits where they matter", () => {
  expect([0.5, 0.068, 0.0032, 1e-9, null].map(pNumber)).toEqual(["0.50", "0.068", "0.003", "< 0.001", "–"]);
  expect([0.0032, 1e-9].map(pValue)).toEqual(["p\u00a0=\u00a00.003", "p\u00a0<\u00a00.001"]);
});
