import { expect, test } from "vitest";
import { flopsOfOrder, productShape } from "./kronecker-shape.ts";
import { legalShapes, planFlops, planShapes, rankFor, shapeFor } from "./plan.ts";
import { rankBound } from "./rank-bound.ts";

test("FLOPs are the paper's: 32 instead of 44 for 2x2 ⊗ 2x3", () => {
  const shape = { a: [2, 2], b: [2, 3], terms: 1 } as const;
  expect(flopsOfOrder(shape, "b")).toBe(32);
  expect(planFlops([4, 6], { kind: "kronecker", ...shape })).toBe(32);
  expect(planFlops([4, 6], { kind: "dense" })).toBe(44);
  expect(planFlops([4, 6], { kind: "low_rank", rank: 2 })).toBe(2 * 11 + 4 * 3);
});

test("legal shapes are all that multiply out to the matrix and are smaller, fewest numbers first", () => {
  const shapes = legalShapes([4, 6]);
  for (const shape of shapes) expect(productShape(shape)).toEqual([4, 6]);
  expect(shapes.map(({ parameters }) => parameters)).toEqual([10, 10, 10, 10, 11, 11, 14, 14, 14, 14]);
  expect(new Set(shapes.map(({ a }) => `${a}`)).size).toBe(10); // 3 * 4 divisor pairs, less the two with a 1x1 factor
});

test("the published shapes are among the legal ones", () => {
  const find = (size: [number, number], a: string) => legalShapes(size).find((shape) => `${shape.a}` === a);
  expect(find([768, 768], "384,48")).toMatchObject({ b: [2, 16], parameters: 18_464 });
  expect(find([3072, 768], "8,2")).toMatchObject({ b: [384, 384], parameters: 147_472 });
});

test("more terms than are exact are not offered", () => {
  expect(legalShapes([4, 4], { terms: 5 })).toEqual([]);
  expect(legalShapes([8, 8], { terms: 3 }).every(({ a, b }) => Math.min(a[0] * a[1], b[0] * b[1]) >= 3)).toBe(true);
});

test.each([2, 4, 10, 30, 100])("the shape for %i times smaller is the largest that is", (compression) => {
  const chosen = shapeFor([384, 1536], compression);
  const budget = (384 * 1536) / compression;
  expect(chosen.parameters).toBeLessThanOrEqual(budget);
  for (const other of legalShapes([384, 1536])) {
    if (other.parameters > chosen.parameters) expect(other.parameters).toBeGreaterThan(budget);
    if (other.parameters !== chosen.parameters) continue;
    expect(other.rank).toBeLessThanOrEqual(chosen.rank);
    if (other.rank === chosen.rank) expect(other.flops).toBeGreaterThanOrEqual(chosen.flops);
  }
});

test.each([
  ["K_21's attention", [768, 768], [384, 48], [2, 16]],
  ["K_8's attention", [768, 768], [384, 384], [2, 2]],
  ["K_21's FFN", [3072, 768], [8, 2], [384, 384]],
  ["K384-19x's FFN", [1536, 384], [16, 2], [96, 192]],
] as const)("at the size of %s the pick has no less rank", (_, size, a, b) => {
  const published = { kind: "kronecker", a, b, terms: 1 } as const;
  const numbers = a[0] * a[1] + b[0] * b[1];
  const chosen = shapeFor(size, (size[0] * size[1]) / numbers);
  expect(chosen.parameters).toBe(numbers);
  expect(chosen.rank).toBeGreaterThanOrEqual(rankBound(size, published));
});

test("a table's B has one row, for as many terms as are asked for", () => {
  expect(shapeFor([30_522, 384], 23, { table: true })).toMatchObject({ a: [30_522, 16], b: [1, 24] });
  for (const terms of [1, 3]) {
    const shapes = legalShapes([30, 12], { table: true, terms });
    expect(shapes.length).toBeGreaterThan(0);
    for (const shape of shapes) expect([shape.b[0], shape.terms]).toEqual([1, terms]);
  }
});

test("a compression that no shape reaches is refused", () => {
  expect(() => shapeFor([384, 384], 300)).toThrow(RangeError);
});

test("the rank at equal size stores no more than the factors, and one more would", () => {
  expect(rankFor([384, 384], 192 * 48 + 16)).toBe(12);
  expect(rankFor([384, 384], 12 * 768 - 1)).toBe(11);
  expect(rankFor([4, 4], 1000)).toBe(4);
  expect(() => rankFor([384, 384], 767)).toThrow(RangeError);
});

test("a plan names its tensors as they are stored", () => {
  expect([...planShapes([4, 6], { kind: "dense" })]).toEqual([["", [4, 6]]]);
  expect([...planShapes([4, 6], { kind: "low_rank", rank: 2 })]).toEqual([
    [".low_rank.u", [4, 2]],
    [".low_rank.v", [2, 6]],
  ]);
  expect([...planShapes([4, 6], { kind: "kronecker", a: [2, 2], b: [2, 3], terms: 2 }).keys()]).toEqual([
    ".kronecker.0.a",
    ".kronecker.0.b",
    ".kronecker.1.a",
    ".kronecker.1.b",
  ]);
});
