import { expect, test } from "vitest";
import { spread } from "./spread.ts";

test("positions are in order, apart and evenly distant", () => {
  expect(spread(10, 4)).toEqual([0, 2, 5, 7]);
  expect(spread(3, 9)).toEqual([0, 1, 2]);
  expect([spread(0, 4), spread(4, 0)]).toEqual([[], []]);
  const many = spread(505_156, 100_000);
  expect(new Set(many).size).toBe(100_000);
  expect(many.at(-1)).toBeGreaterThan(505_156 - 7);
});
