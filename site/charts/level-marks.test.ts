import { expect, test } from "vitest";
import { namesBelow } from "./level-marks.tsx";

test("a name stands above its line unless another line is just above it", () => {
  expect(namesBelow([50, 60])).toEqual([false, true]);
  expect(namesBelow([60, 50])).toEqual([true, false]);
  expect(namesBelow([50, 90])).toEqual([false, false]);
});
