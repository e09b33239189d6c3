import { describe, expect, test } from "vitest";
import golden from "../../test/golden/non-inferiority.json" with { type: "json" };
import { pairedScore, wonAtLoss } from "./paired-score.ts";

test.each(golden.score)("matches the reference: $lost lost, $won won of $rows, loss $loss", ({ loss, ...case_ }) => {
  // The reference finds the estimate by minimising, to about half the digits of its likelihood.
  if (case_.won_at_loss !== null) expect(wonAtLoss(case_, loss)).toBeCloseTo(case_.won_at_loss, 6);
  expect(Math.abs(pairedScore(case_, loss) - case_.score)).toBeLessThan(1e-6 * Math.max(1, Math.abs(case_.score)));
});

test("an interval that another library publishes ends where the score is that of 97.5 %", () => {
  const { ci95, digits, ...counts } = golden.score_published;
  const half = 0.5 * 10 ** -digits;
  ci95.forEach((end, i) => {
    const z = i === 0 ? 1.959963984540054 : -1.959963984540054;
    expect(pairedScore(counts, end - half)).toBeGreaterThan(z);
    expect(pairedScore(counts, end + half)).toBeLessThan(z);
  });
});

describe("over all tables of 24 rows", () => {
  const rows = 24;
  const tables = Array.from({ length: rows + 1 }, (_, lost) =>
    Array.from({ length: rows + 1 - lost }, (_, won) => ({ lost, won, rows })),
  ).flat();

  test.each([-0.4, -0.05, 0, 0.01, 0.1, 0.6])("it falls as b loses less and as it wins more: loss %d", (loss) => {
    for (const table of tables) {
      const here = pairedScore(table, loss) + 1e-12;
      if (table.lost > 0) expect(pairedScore({ ...table, lost: table.lost - 1 }, loss)).toBeLessThanOrEqual(here);
      if (table.lost + table.won < rows)
        expect(pairedScore({ ...table, won: table.won + 1 }, loss)).toBeLessThanOrEqual(here);
    }
  });

  test("the models exchanged and the loss's sign turned it changes its sign", () => {
    for (const { lost, won } of tables)
      expect(pairedScore({ lost: won, won: lost, rows }, -0.1)).toBeCloseTo(-pairedScore({ lost, won, rows }, 0.1), 12);
  });
});

test("at no loss it is McNemar's statistic", () => {
  expect(pairedScore({ lost: 25, won: 10, rows: 100 }, 0)).toBeCloseTo(15 / Math.sqrt(35), 12);
  expect(pairedScore({ lost: 0, won: 0, rows: 100 }, 0)).toBe(0);
});
