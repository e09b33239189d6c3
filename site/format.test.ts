import { expect, test } from "vitest";
import { age, points, signedPoints } from "./format.ts";

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
  expect([0.0123, -0.005, -0.0001].map(signedPoints)).toEqual(["+1.2", "−0.5", "0.0"]);
  expect([0.02, 0.01, 0.0044, 0.0003].map(points)).toEqual(["2 points", "1 point", "0.4 points", "0.03 points"]);
});
