import { describe, expect, test } from "vitest";
import golden from "../../test/golden/non-inferiority.json" with { type: "json" };
import { binomialMass } from "./binomial.ts";
import { exactLossBounds, exactLossP } from "./exact-loss.ts";
import type { PairedCounts } from "./paired-score.ts";

test.each(golden.exact)("p is that of every table enumerated: $lost, $won of $rows, loss $loss", async (case_) => {
  // The reference looks for the worst share on a grid of its own: both see a peak to a few parts in a million.
  expect(Math.abs((await exactLossP(case_, case_.loss)) / case_.p - 1)).toBeLessThan(1e-5);
});

test("without a discordant row it asks how likely that is where a lone loser loses just the margin", async () => {
  expect(await exactLossP({ lost: 0, won: 0, rows: 298 }, 0.01)).toBeCloseTo(0.99 ** 298 + 1e-5, 12);
  expect(await exactLossP({ lost: 0, won: 0, rows: 298 }, 0.01)).toBeGreaterThan(0.05);
  expect(await exactLossP({ lost: 0, won: 0, rows: 299 }, 0.01)).toBeLessThan(0.05);
  expect(await exactLossP({ lost: 0, won: 0, rows: 1 }, 0.01)).toBeCloseTo(0.99 + 1e-5, 12);
  expect(await exactLossP({ lost: 3, won: 0, rows: 3 }, 0.9)).toBe(1);
});

test("size: whatever the share of discordant rows, p <= 5 % has 5 % at most where b loses just the margin", async () => {
  const [rows, loss] = [30, 0.1];
  const rejected: [lost: number, won: number][] = [];
  for (let lost = 0; lost <= rows; lost++)
    for (let won = 0; lost + won <= rows; won++)
      if ((await exactLossP({ lost, won, rows }, loss)) <= 0.05) rejected.push([lost, won]);
  let largest = 0;
  for (let discordant = loss; discordant <= 1; discordant += 0.02) {
    const [wins, losses] = [(discordant - loss) / 2 || 1e-300, (discordant + loss) / 2];
    const share = Math.min(1 - 1e-15, losses / (1 - wins));
    const size = rejected.reduce(
      (sum, [lost, won]) => sum + binomialMass(won, rows, wins) * binomialMass(lost, rows - won, share),
      0,
    );
    largest = Math.max(largest, size);
  }
  expect(largest).toBeLessThanOrEqual(0.05);
  expect(largest).toBeGreaterThan(0.035); // and is no empty promise
});

describe.each<PairedCounts>([
  { lost: 0, won: 0, rows: 1 },
  { lost: 1, won: 0, rows: 1 },
  { lost: 3, won: 1, rows: 12 },
  { lost: 0, won: 0, rows: 277 },
  { lost: 37, won: 28, rows: 872 },
  { lost: 300, won: 310, rows: 9815 },
])("bounds of $lost lost and $won won of $rows", (counts) => {
  const { lost, won, rows } = counts;

  test("hold the loss seen, and are on the margin's side that p says", async () => {
    for (const margin of [0.001, 0.01, 0.02, 0.2]) {
      const [low, high] = await exactLossBounds(counts, { tail: 0.05, margin });
      expect(low).toBeLessThanOrEqual((lost - won) / rows);
      expect(high).toBeGreaterThanOrEqual((lost - won) / rows);
      expect(high <= margin).toBe((await exactLossP(counts, margin)) <= 0.05);
      expect(low >= margin).toBe((await exactLossP({ lost: won, won: lost, rows }, -margin)) <= 0.05);
    }
  });

  test("change sides with the models, and widen with the certainty asked", async () => {
    const [low, high] = await exactLossBounds(counts, { tail: 0.05, margin: 0.5 });
    const turned = await exactLossBounds({ lost: won, won: lost, rows }, { tail: 0.05, margin: -0.5 });
    expect(turned[0]).toBeCloseTo(-high, 5);
    expect(turned[1]).toBeCloseTo(-low, 5);
    const [lower, higher] = await exactLossBounds(counts, { tail: 0.01, margin: 0.5 });
    expect(lower).toBeLessThanOrEqual(low);
    expect(higher).toBeGreaterThanOrEqual(high);
  });
});

test("a row more that b loses never makes p smaller, nor does one less that it wins", async () => {
  for (const [lost, won] of [
    [0, 0],
    [3, 8],
    [20, 25],
    [60, 40],
  ] as const) {
    const p = await exactLossP({ lost, won, rows: 872 }, 0.01);
    expect(await exactLossP({ lost: lost + 1, won, rows: 872 }, 0.01)).toBeGreaterThanOrEqual(p);
    expect(await exactLossP({ lost, won: won + 1, rows: 872 }, 0.01)).toBeLessThanOrEqual(p);
  }
});

test("turns are given, and change nothing", async () => {
  const counts = { lost: 400, won: 250, rows: 9815 };
  let steps = 0;
  const turn = async (done: number) => {
    steps += done;
  };
  expect(await exactLossP(counts, 0.02, turn)).toBe(await exactLossP(counts, 0.02));
  expect(steps).toBeGreaterThan(5_000);
});

test.each([
  [{ lost: 3, won: 1, rows: 3 }, 0.1],
  [{ lost: -1, won: 1, rows: 3 }, 0.1],
  [{ lost: 0, won: 0, rows: 0 }, 0.1],
  [{ lost: 0, won: 0, rows: 3 }, 1],
])("refuses what is no table or no loss: %j, %d", async (counts, loss) => {
  await expect(exactLossP(counts, loss)).rejects.toThrow(RangeError);
});
