import { expect, test } from "vitest";
import { layerMap } from "./layer-map.ts";

test.each([
  ["skip", 12, 6, [2, 4, 6, 8, 10]],
  ["last", 12, 6, [7, 8, 9, 10, 11]],
  ["skip", 12, 3, [4, 8]],
  ["last", 12, 3, [10, 11]],
  ["skip", 24, 6, [4, 8, 12, 16, 20]],
  ["last", 24, 6, [19, 20, 21, 22, 23]],
  ["skip", 24, 3, [8, 16]],
  ["last", 24, 3, [22, 23]],
  ["skip", 6, 3, [2, 4]],
  ["last", 6, 3, [4, 5]],
  ["skip", 6, 2, [3]],
  ["last", 6, 2, [5]],
  ["last", 6, 4, [3, 4, 5]],
] as const)("the %s map from %i to %i layers is the paper's", (map, teacher, student, expected) => {
  expect(layerMap(map, teacher, student)).toEqual(expected);
});

test("maps that the paper does not define are refused", () => {
  expect(() => layerMap("skip", 6, 4)).toThrow("multiple");
  expect(() => layerMap("last", 6, 6)).toThrow("2 to 5");
  expect(() => layerMap("skip", 6, 1)).toThrow("2 to 5");
});
