import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { minimumDetectableDifference } from "./minimum-detectable-difference.ts";

test.each(golden.detectable)("matches scipy's power of the exact test: $rows rows", (reference) => {
  const { rows, discordant, power, difference } = reference;
  expect(minimumDetectableDifference(rows, { discordant, power })).toBeCloseTo(difference, 11);
});

test("many rows come near the normal approximation", () => {
  // δ = (1.96 + 0.8416) √(ψ/n), less what δ itself takes from the variance; the exact test needs a little more.
  const [rows, discordant] = [50_000, 0.3];
  const approximate = 2.8016 * Math.sqrt(discordant / rows);
  const exact = minimumDetectableDifference(rows, { discordant })!;
  expect(exact / approximate).toBeGreaterThan(1);
  expect(exact / approximate).toBeLessThan(1.02);
});

test("shrinks with more rows, grows with discordance and with power", () => {
  const found = (rows: number, discordant: number, power?: number) =>
    minimumDetectableDifference(rows, { discordant, power })!;
  expect(found(872, 0.1)).toBeLessThan(found(408, 0.1));
  expect(found(872, 0.05)).toBeLessThan(found(872, 0.1));
  expect(found(872, 0.1)).toBeLessThan(found(872, 0.1, 0.95));
});

test("too few discordant rows find nothing", () => {
  for (const [rows, discordant] of [
    [0, 0.5],
    [5, 1],
    [71, 0.02],
    [1000, 0],
  ] as const)
    expect(minimumDetectableDifference(rows, { discordant })).toBeNull();
});

test.each([
  [-1, {}],
  [1.5, {}],
  [100, { discordant: 1.2 }],
  [100, { power: Number.NaN }],
  [100, { alpha: -1 }],
])("refuses %d rows with %j", (rows, options) => {
  expect(() => minimumDetectableDifference(rows, { discordant: 0.1, ...options })).toThrow(RangeError);
});
