import { expect, test } from "vitest";
import { maskLayout } from "./squared-error.ts";

test.each([
  { shape: [6, 4], mask: [6, 1], layout: { outer: 4, inner: 1 } },
  { shape: [2, 3, 5, 7], mask: [2, 1, 5, 7], layout: { outer: 105, inner: 35 } },
  { shape: [2, 3, 5, 7], mask: [2, 1, 1, 7], layout: { outer: 105, inner: 7 } },
  { shape: [6, 4], mask: [6, 4], layout: { outer: 24, inner: 24 } },
  { shape: [6, 4], mask: [1, 4], layout: { outer: 24, inner: 4 } },
])("a mask of $mask lies over $shape", ({ shape, mask, layout }) => {
  expect(maskLayout(shape, mask)).toEqual(layout);
  const places = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i);
  const found = places.map((i) => Math.floor(i / layout.outer) * layout.inner + (i % layout.inner));
  expect(found).toEqual(places.map((i) => broadcast(i, shape, mask)));
});

test("a mask of other axes has no such layout", () => {
  expect(maskLayout([2, 3, 5], [1, 3, 1])).toBeUndefined();
  expect(maskLayout([2, 3, 5], [2, 3])).toBeUndefined();
  expect(maskLayout([2, 3, 5], [2, 2, 5])).toBeUndefined();
});

/** The entry of the mask that belongs to entry `i`, axis by axis. */
function broadcast(i: number, shape: readonly number[], mask: readonly number[]): number {
  let [rest, place, stride] = [i, 0, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (mask[axis] > 1) place += (rest % shape[axis]) * stride;
    stride *= mask[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}
