import { expect, test } from "vitest";
import { equalPercents, percentOf, percentsFlaw, sharesOf } from "./percents.ts";

const NAMES = ["large", "small", "tiny"];

test.each([2, 3, 6, 7, 8])("equal percentages of %d variants sum to 1", (count) => {
  const equal = equalPercents(count);
  expect(percentsFlaw(equal, NAMES)).toBeNull();
  expect(Math.abs(sharesOf(equal).reduce((sum, share) => sum + share) - 1)).toBeLessThan(1e-9);
  expect(equal.map((percent) => percentOf(Number(percent) / 100))).toEqual(equal);
});

test("a sum that is not 100 is named, and what is no percentage, too", () => {
  expect(percentsFlaw(["90", "20"], NAMES)).toBe("The weights sum to 110 %, not to 100 %.");
  expect(percentsFlaw(["0.1", "0.2", "99.7"], NAMES)).toBeNull();
  expect(percentsFlaw(["33,4", "66.6"], NAMES)).toBeNull();
  for (const bad of ["", "-1", "all", "101", "NaN"])
    expect(percentsFlaw(["50", bad], NAMES)).toBe("The weight of small is no number from 0 to 100.");
});
