/** Against numpy's singular values in test/golden/kronecker.json, and the properties that define the coordinates. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { principalCoordinates } from "./principal-coordinates.ts";

const { low_rank } = JSON.parse(readFileSync(new URL("../../test/golden/kronecker.json", import.meta.url), "utf8"));
const cases: { w: number[][]; rank: number; singular_values: number[] }[] = low_rank;

const squares = (values: Iterable<number>) => Array.from(values).reduce((sum, x) => sum + x * x, 0);
const matrix = (w: number[][]) => ({ shape: [w.length, w[0].length] as const, data: Float32Array.from(w.flat()) });

test.each(cases)("what $rank coordinates leave out is the tail of numpy's singular values", ({ w, rank, ...numpy }) => {
  const { shape, data } = principalCoordinates(matrix(w), rank);
  expect(shape).toEqual([w.length, rank]);
  const left = squares(w.flat()) - squares(data);
  expect(left).toBeCloseTo(squares(numpy.singular_values.slice(rank)), 4);
});

test.each(cases)("each column is as long as its singular value, and at right angles to the others", (golden) => {
  const { w, rank, singular_values } = golden;
  const { data } = principalCoordinates(matrix(w), rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++) {
      const product = w.reduce((sum, _, row) => sum + data[row * rank + i] * data[row * rank + j], 0);
      expect(product).toBeCloseTo(i === j ? singular_values[i] ** 2 : 0, 3);
    }
});

test("with all coordinates the inner products of rows are kept", () => {
  const w = [
    [1, 2],
    [3, -4],
    [0, 5],
  ];
  const { data } = principalCoordinates(matrix(w), 2);
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => a[0] * b[0] + a[1] * b[1];
  const row = (i: number) => data.subarray(2 * i, 2 * i + 2);
  for (const i of [0, 1, 2]) for (const j of [0, 1, 2]) expect(dot(row(i), row(j))).toBeCloseTo(dot(w[i], w[j]), 5);
});

test("more coordinates than columns are refused", () => {
  expect(() => principalCoordinates({ shape: [3, 2], data: new Float32Array(6) }, 3)).toThrow(RangeError);
});
