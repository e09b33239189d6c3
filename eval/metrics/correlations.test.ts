import { describe, expect, test } from "vitest";
import golden from "../../test/golden/metrics.json" with { type: "json" };
import { plainValue, valueOn } from "../statistics/statistic.ts";
import { pearson } from "./pearson.ts";
import { spearman } from "./spearman.ts";

describe.each([
  { name: "pearson", metric: pearson, paper: 0.977135 },
  { name: "spearman", metric: spearman, paper: 0.985611 },
] as const)("$name", ({ name, metric, paper }) => {
  const of = (x: number[], y: number[]) => metric(Float64Array.from(x), Float64Array.from(y));

  test("the paper's example", () => {
    expect(plainValue(of([0, 1, 2.5, 2.5, 4, 5], [0.2, 0.8, 3, 2, 3.5, 4.9]))).toBeCloseTo(paper, 6);
  });

  test.each(golden.columns)(
    "equals scipy's on the rows as drawn: $name",
    ({ gold, predicted, counts, ...reference }) => {
      const value = valueOn(of(gold, predicted), Uint32Array.from(counts));
      const expected = reference[name];
      if (expected === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 12);
    },
  );

  test.each([[[]], [[3]], [[0.1, 0.1, 0.1]]])("of constants (%j) is undefined, not 0", (x) => {
    expect(plainValue(of(x, [0.3, 0.7, 0.5].slice(0, x.length)))).toBeNull();
    expect(plainValue(of([0.3, 0.7, 0.5].slice(0, x.length), x))).toBeNull();
  });

  test("one row drawn many times is a constant", () => {
    expect(valueOn(of([0.1, 0.2, 0.4], [0.3, 0.1, 0.2]), Uint32Array.of(0, 7, 0))).toBeNull();
  });

  test.each([[1e6], [1e12], [1e15]])("does not change when a column moves by %f", (offset) => {
    const x = Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 101);
    const y = x.map((v, i) => v + ((i * 104_729) % 57));
    const value = plainValue(of(x, y))!;
    const moved = x.map((v) => v + offset);
    expect(plainValue(of(moved, y))).toBeCloseTo(value, 12);
    expect(plainValue(of(y, moved))).toBeCloseTo(value, 12);
  });

  test.each([[1e-300], [1e200], [Number.MAX_VALUE]])("does not change when a column is scaled by %d", (scale) => {
    const [x, y] = [
      [-1, 0.25, 0.5, 1],
      [0, 1, -1, 2],
    ];
    const scaled = x.map((v) => v * scale);
    expect(plainValue(of(scaled, y))).toBeCloseTo(plainValue(of(x, y))!, 12);
  });

  test("is a number or undefined even where squares vanish beside the rows that are not drawn", () => {
    const value = valueOn(of([0, 1e-200, 1], [1, 2, 3]), Uint32Array.of(1, 1, 0));
    expect(value ?? 1).toBeCloseTo(1, 12);
  });

  test("stays within [-1, 1] where rounding would leave it", () => {
    const x = Array.from({ length: 50 }, (_, i) => Math.sin(i) / 3);
    const mirrored = x.map((v) => -v);
    for (const value of [plainValue(of(x, x)), -plainValue(of(x, mirrored))!]) {
      expect(value).toBeLessThanOrEqual(1);
      expect(value).toBeCloseTo(1, 14);
    }
  });
});
