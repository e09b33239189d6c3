import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { holm } from "./holm.ts";

test.each(golden.holm)("matches statsmodels: $p", ({ p, adjusted }) => {
  holm(p).forEach((value, i) => {
    expect(value).toBeCloseTo(adjusted[i], 14);
  });
  expect(holm(p)).toHaveLength(p.length);
});

test.each([
  [
    [0.01, 0.04, 0.03, 0.005],
    [0.03, 0.06, 0.06, 0.02],
  ],
  [
    [0.02, 0.02, 0.9],
    [0.06, 0.06, 0.9],
  ],
])("%j gives %j", (p, adjusted) => {
  expect(holm(p)).toEqual(adjusted);
});

test("never lowers a p, keeps their order, stays at most 1 and leaves one p alone", () => {
  for (const { p } of golden.holm) {
    const adjusted = holm(p);
    for (const [i, value] of adjusted.entries()) {
      expect(value >= p[i] && value <= 1).toBe(true);
      for (const [j, other] of adjusted.entries()) if (p[i] < p[j]) expect(value).toBeLessThanOrEqual(other);
    }
  }
  expect(holm([0.3])).toEqual([0.3]);
  expect(holm([])).toEqual([]);
});

test.each([-0.01, 1.01, Number.NaN])("refuses %d", (p) => {
  expect(() => holm([0.5, p])).toThrow(RangeError);
});
