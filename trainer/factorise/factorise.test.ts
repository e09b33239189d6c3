/** Nearest Kronecker products and truncated SVD against test/golden/kronecker.json (numpy's kron and linalg.svd). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seededNormal } from "../data/random.ts";
import { lowRank } from "./low-rank.ts";
import { type Matrix, nearestKronecker } from "./nearest-kronecker.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

interface Case {
  w: number[][];
  singular_values: number[];
  residual: number;
  kept_energy: number;
  product: number[][];
}
const golden: {
  nearest: (Case & { a: [number, number]; b: [number, number]; rank: number })[];
  low_rank: (Case & { rank: number })[];
} = JSON.parse(readFileSync(new URL("../../test/golden/kronecker.json", import.meta.url), "utf8"));

const normal = seededNormal(23);
const gaussian = (rows: number, columns: number): Matrix => ({
  shape: [rows, columns],
  data: Float32Array.from({ length: rows * columns }, normal),
});
const matrix = (rows: number[][]): Matrix => ({
  shape: [rows.length, rows[0].length],
  data: Float32Array.from(rows.flat()),
});
const squares = ({ data }: Matrix) => data.reduce((sum, x) => sum + x * x, 0);

/** `Σᵢ Aᵢ ⊗ Bᵢ` by its index form. */
function product(terms: readonly { a: Matrix; b: Matrix }[]): Matrix {
  const [[m1, n1], [m2, n2]] = [terms[0].a.shape, terms[0].b.shape];
  const w = Array.from({ length: m1 * m2 }, (_, y) =>
    Array.from({ length: n1 * n2 }, (_, x) => {
      const [i, k, j, l] = [Math.floor(y / m2), y % m2, Math.floor(x / n2), x % n2];
      return terms.reduce((sum, { a, b }) => sum + a.data[i * n1 + j] * b.data[k * n2 + l], 0);
    }),
  );
  return matrix(w);
}

const distance = (x: Matrix, y: Matrix) => Math.sqrt(x.data.reduce((sum, v, i) => sum + (v - y.data[i]) ** 2, 0));

const expectQuality = (
  actual: { singularValues: Float64Array; residual: number; keptEnergy: number },
  expected: Case,
) => {
  expect(actual.singularValues).toHaveLength(expected.singular_values.length);
  // Through the Gram matrix a singular value is exact to about 1e-8 of the largest.
  expected.singular_values.forEach((s, i) => {
    expect(actual.singularValues[i]).toBeCloseTo(s, 5);
  });
  expect(actual.residual).toBeCloseTo(expected.residual, 5);
  expect(actual.keptEnergy).toBeCloseTo(expected.kept_energy, 8);
};

test.each(golden.nearest)("the nearest $rank terms of A $a, B $b are the reference's", (expected) => {
  const w = matrix(expected.w);
  const nearest = nearestKronecker(w, { a: expected.a, b: expected.b, terms: expected.rank });
  expectQuality(nearest, expected);
  expect(distance(product(nearest.terms), matrix(expected.product))).toBeLessThan(1e-5);
  expect(distance(product(nearest.terms), w)).toBeCloseTo(nearest.residual, 5);
});

test("1..16 as 2x2 ⊗ 2x2 gives the paper digest's balanced factors", () => {
  const w = matrix([0, 4, 8, 12].map((start) => [1, 2, 3, 4].map((i) => start + i)));
  const [{ a, b }] = nearestKronecker(w, { a: [2, 2], b: [2, 2], terms: 1 }).terms;
  const expected = [1.235494, 1.867731, 3.764441, 4.396678, 2.312821, 2.605274, 3.482636, 3.77509];
  [...a.data, ...b.data].forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 5);
  });
});

test.each<[number, number, number, number]>([
  [6, 5, 2, 3],
  [2, 3, 8, 4],
  [12, 4, 1, 5],
])("an exact product %ix%i ⊗ %ix%i is recovered up to a factor and its inverse", (m1, n1, m2, n2) => {
  const [a, b] = [gaussian(m1, n1), gaussian(m2, n2)];
  const w = product([{ a, b }]);
  expect(Math.sqrt(squares(w))).toBeCloseTo(Math.sqrt(squares(a) * squares(b)), 4);
  const { terms, singularValues } = nearestKronecker(w, { a: [m1, n1], b: [m2, n2], terms: 1 });
  expect(distance(product(terms), w) / Math.sqrt(squares(w))).toBeLessThan(1e-6);
  expect(singularValues[1] / singularValues[0]).toBeLessThan(1e-6);
  const c = terms[0].a.data[0] / a.data[0];
  expect(distance(terms[0].a, { ...a, data: a.data.map((x) => c * x) })).toBeLessThan(1e-5);
  expect(distance(terms[0].b, { ...b, data: b.data.map((x) => x / c) })).toBeLessThan(1e-5);
});

test.each<[number, number, [number, number], [number, number], number, number]>([
  [384, 384, [192, 192], [2, 2], 0.25, 0.26],
  [1536, 384, [8, 2], [192, 192], 0.063, 0.067],
  [30_522, 384, [30_522, 48], [1, 8], 0.125, 0.127],
  [30_522, 384, [30_522, 24], [1, 16], 0.0625, 0.0645],
])("a Gaussian %ix%i tells one term of A %j, B %j almost nothing", (rows, columns, a, b, least, most) => {
  const { keptEnergy } = nearestKronecker(gaussian(rows, columns), { a, b, terms: 1 });
  expect(keptEnergy).toBeGreaterThan(least);
  expect(keptEnergy).toBeLessThan(most);
});

test.each(golden.low_rank)("truncated SVD of rank $rank is the reference's", (expected) => {
  const w = matrix(expected.w);
  const { u, v, ...quality } = lowRank(w, expected.rank);
  expectQuality(quality, expected);
  const [out, rank] = u.shape;
  const back = Float32Array.from(w.data, (_, at) => {
    const [i, j] = [Math.floor(at / w.shape[1]), at % w.shape[1]];
    return Array.from({ length: rank }, (_, r) => u.data[i * rank + r] * v.data[r * w.shape[1] + j]).reduce(
      (x, y) => x + y,
    );
  });
  expect(out).toBe(w.shape[0]);
  expect(distance({ ...w, data: back }, matrix(expected.product))).toBeLessThan(1e-5);
});

test("eigenvectors of a 384x384 Gram matrix are orthonormal and reproduce it", () => {
  const n = 384;
  const { data } = gaussian(n, n);
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += data[i * n + k] * data[j * n + k];
      m[i * n + j] = m[j * n + i] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(m, n);
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const row = (of: Float64Array, i: number) => of.subarray(i * n, (i + 1) * n);
  for (const i of [0, 1, 190, 382, 383]) {
    const v = row(vectors, i);
    for (const j of [0, 1, 190, 382, 383]) expect(dot(v, row(vectors, j))).toBeCloseTo(i === j ? 1 : 0, 12);
    for (const k of [0, 100, 383]) expect(dot(row(m, k), v)).toBeCloseTo(values[i] * v[k], 8);
  }
  expect([...values]).toEqual([...values].sort((x, y) => y - x));
});

test("degenerate matrices: zeros, one row, repeated eigenvalues, not a number", () => {
  const zero = nearestKronecker(matrix([[0, 0, 0, 0]]), { a: [1, 2], b: [1, 2], terms: 2 });
  expect(zero).toMatchObject({ residual: 0, keptEnergy: 1 });
  expect(zero.terms.every(({ a, b }) => squares(a) + squares(b) === 0)).toBe(true);
  expect(lowRank(matrix([[3, 4]]), 1).singularValues[0]).toBeCloseTo(5, 12);
  expect([...symmetricEigen(Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, -1), 3).values]).toEqual([2, 2, -1]);
  expect(() =>
    lowRank(
      matrix([
        [1, Number.NaN],
        [0, 1],
      ]),
      1,
    ),
  ).toThrow("finite");
});

test("shapes that do not multiply out and impossible ranks are refused", () => {
  const w = gaussian(4, 6);
  expect(() => nearestKronecker(w, { a: [2, 2], b: [2, 2], terms: 1 })).toThrow("the matrix is [4,6]");
  expect(() => nearestKronecker(w, { a: [2, 2], b: [2, 3], terms: 5 })).toThrow("rank 5 is not in 1..4");
  expect(() => lowRank(w, 0)).toThrow(RangeError);
});
