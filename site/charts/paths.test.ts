import { expect, test } from "vitest";
import { bandPath, linePath, stepPath } from "./paths.ts";

test("a line goes straight from place to place, and through none there is none", () => {
  expect(
    linePath([
      [0, 1],
      [2, 3.5],
      [4, 0],
    ]),
  ).toBe("M0 1L2 3.5L4 0");
  expect(linePath([])).toBe("");
});

test("steps stay level until the next place", () => {
  expect(
    stepPath([
      [0, 5],
      [2, 3],
      [4, 1],
    ]),
  ).toBe("M0 5L2 5L2 3L4 3L4 1");
  expect(stepPath([])).toBe("");
});

test("a band goes there below and back above, in pieces where an interval is missing", () => {
  const known = (x: number) => ({ x, between: [x, x + 1] as const });
  expect(bandPath([known(0), known(2)])).toBe("M0 0L2 2L2 3L0 1Z");
  expect(bandPath([known(0), { x: 1, between: null }, known(2), known(3)])).toBe("M0 0L0 1ZM2 2L3 3L3 4L2 3Z");
  expect(bandPath([{ x: 1, between: null }])).toBe("");
});
