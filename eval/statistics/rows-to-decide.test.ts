import { expect, test } from "vitest";
import golden from "../../test/golden/non-inferiority.json" with { type: "json" };
import { exactLossP } from "./exact-loss.ts";
import { rowsToDecide, rowsToDecideByReach } from "./rows-to-decide.ts";

test.each(golden.rows_needed)(
  "matches the reference: $lost, $won of $rows, margin $margin",
  ({ margin, tail, ...case_ }) => {
    expect(Math.abs(rowsToDecide(case_, margin, { tail }) / case_.needed - 1)).toBeLessThan(1e-6);
  },
);

test("more power, more certainty and a loss nearer to the margin take more rows; at the margin none suffice", () => {
  const counts = { lost: 30, won: 28, rows: 1000 };
  const needed = rowsToDecide(counts, 0.01, { tail: 0.05 });
  expect(rowsToDecide(counts, 0.01, { tail: 0.05, power: 0.9 })).toBeGreaterThan(needed);
  expect(rowsToDecide(counts, 0.01, { tail: 0.01 })).toBeGreaterThan(needed);
  expect(rowsToDecide({ ...counts, lost: 34 }, 0.01, { tail: 0.05 })).toBeGreaterThan(needed);
  expect(rowsToDecide({ ...counts, lost: 38 }, 0.01, { tail: 0.05 })).toBe(Number.POSITIVE_INFINITY);
});

test("without a discordant row so many are named that none would decide", async () => {
  const needed = Math.ceil(rowsToDecide({ lost: 0, won: 0, rows: 10 }, 0.01, { tail: 0.05 }));
  expect(needed).toBe(299);
  expect(await exactLossP({ lost: 0, won: 0, rows: needed }, 0.01)).toBeLessThan(0.05);
});

test("of a bound: four times the rows halve its reach", () => {
  // z of 5 % is 1.6449, of 20 % 0.8416.
  const needed = rowsToDecideByReach({ rows: 400, loss: 0.004, reach: 0.012 }, 0.01, { tail: 0.05 });
  expect(needed).toBeCloseTo(400 * ((0.012 / 0.006) * (1 + 0.8416212 / 1.6448536)) ** 2, 2);
  expect(rowsToDecideByReach({ rows: 1600, loss: 0.004, reach: 0.006 }, 0.01, { tail: 0.05 })).toBeCloseTo(needed, 6);
});
