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

  test("stays within [-1, 1] where rounding would leave it", () => {
    const x = Array.from({ length: 50 }, (_, i) => Math.sin(i) / 3);
    const mirrored = x.map((v) => -v);
    for (const value of [plainValue(of(x, x)), -plainValue(of(x, mirrored))!]) {
      expect(value).toBeLessThanOrEqual(1);
      expect(value).toBeCloseTo(1, 14);
    }
  });
});
