/** The low-resource curve's cells as recipes' settings, and its table and picture. */
import { expect, test } from "vitest";
import { LABELS, ROWS, STRATEGIES, type Strategy, settingsOf, TEXTS } from "../bench/low-resource/cells.ts";
import { type LowResource, lowResourcePart, lowResourcePicture } from "../bench/results/low-resource.ts";
import { loadRecipe } from "../trainer/recipes/recipe.ts";

const strategies = Object.keys(STRATEGIES) as Strategy[];
const measured: LowResource = {
  texts: TEXTS,
  rows: ROWS,
  machine: "a machine",
  cells: strategies.flatMap((strategy, i) =>
    ([100, null] as const).map((labels) => ({
      labels,
      strategy,
      accuracy: (labels === null ? 0.85 : 0.65) + i / 100,
      ci95: [0.6, 0.9] as [number, number],
    })),
  ),
};

test.each(strategies)("%s is a recipe whose settings can be changed so", async (strategy) => {
  for (const labels of LABELS) {
    const changes = Object.fromEntries(settingsOf(strategy, labels).map((setting) => setting.split("=")));
    const { task, train } = await loadRecipe(STRATEGIES[strategy], changes);
    expect([task, train.limit]).toEqual(["sst2", labels]);
    // Of few labels alone an epoch has few steps.
    if (labels !== null && ["teacher", "supervised", "full"].includes(strategy))
      expect(train.epochs * labels).toBeGreaterThanOrEqual(300 * 32);
  }
});

test("a row a cell, and nothing where nothing was measured", () => {
  const [title, , , table] = lowResourcePart(measured);
  expect(title).toBe("## Few labels");
  expect(table!.split("\n")).toHaveLength(2 + measured.cells.length);
  expect(table).toContain("| all | MiniLM, the teacher | 0.8600 | 0.6000 to 0.9000 |");
  expect(lowResourcePart(undefined)).toEqual([]);
});

test("a named curve a strategy, over a logarithmic axis", () => {
  const svg = lowResourcePicture(measured);
  expect(svg.match(/stroke-width="1.8"/g)).toHaveLength(strategies.length);
  for (const text of ["MiniLM, the teacher", "BiLSTM, labels alone", "50000"]) expect(svg).toContain(text);
  const at = (tick: string) => Number(svg.match(new RegExp(`x="([\\d.]+)"[^>]*>${tick}<`))![1]);
  expect(at("1000") - at("100")).toBeCloseTo(at("10000") - at("1000"), 0);
});
