import { expect, test } from "vitest";
import { adjustFamily } from "./adjust-family.ts";
import { holm } from "./holm.ts";

test("members without p have none, and don't count among the tests", () => {
  const family = [{ p: 0.04 }, { p: null }, { p: 0.01 }, {}, { p: 0.04 }];
  const [first, third, last] = holm([0.04, 0.01, 0.04]);
  expect(adjustFamily(family, ({ p }) => p)).toEqual([first, null, third, null, last]);
  expect(adjustFamily([{ p: null }], ({ p }) => p)).toEqual([null]);
  expect(adjustFamily([], () => 1)).toEqual([]);
});
