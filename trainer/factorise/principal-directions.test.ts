import { expect, test } from "vitest";
import { seededNormal } from "../data/random.ts";
import { coordinatesAlong, principalDirections } from "./principal-directions.ts";

const normal = seededNormal(3);
const [rows, d] = [30, 5];
const data = Float32Array.from({ length: rows * d }, (_, i) => (1 + (i % d)) * normal() + (i % d));
const matrix = { shape: [rows, d] as [number, number], data };

/** What is left of a row when its coordinates are multiplied out again. */
function residual(width: number, centred: boolean): number {
  const directions = principalDirections(matrix, width, centred);
  const { data: c } = coordinatesAlong(directions, matrix);
  const { axes, origin } = directions;
  let sum = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < d; j++) {
      let back = origin[j]!;
      for (let r = 0; r < width; r++) back += c[i * width + r]! * axes.data[j * width + r]!;
      sum += (data[i * d + j]! - back) ** 2;
    }
  return sum;
}

test("the axes are orthonormal", () => {
  const { data: a } = principalDirections(matrix, 3).axes;
  const product = (r: number, s: number) => Array.from({ length: d }, (_, j) => a[j * 3 + r]! * a[j * 3 + s]!);
  for (let r = 0; r < 3; r++)
    for (let s = 0; s < 3; s++) expect(product(r, s).reduce((sum, x) => sum + x)).toBeCloseTo(r === s ? 1 : 0, 5);
});

test("all of them restore the rows; each more leaves less, and about the mean less is left", () => {
  expect(residual(d, false)).toBeCloseTo(0, 6);
  expect(residual(d, true)).toBeCloseTo(0, 6);
  for (let width = 1; width < d; width++) {
    expect(residual(width, true)).toBeGreaterThan(residual(width + 1, true));
    expect(residual(width, true)).toBeLessThan(residual(width, false));
  }
});
