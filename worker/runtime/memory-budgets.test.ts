import { expect, test } from "vitest";
import { memoryBudgets } from "./memory-budgets.ts";
import { BUDGETS } from "./own-budgets.ts";

const MIB = 2 ** 20;

test("an isolate of a deployment has 48 MiB for the engine, 32 of them for warm models", () => {
  expect(BUDGETS).toEqual({ engine: 48 * MIB, warm: { engine: 32 * MIB, ort: 32 * MIB } });
});

test.each([
  ["1024", 1024],
  ["64", 64],
  ["99999", 4095],
  ["16", 48],
  ["plenty", 48],
  ["", 48],
])("on one's own machine %j gives %i MiB", (given, engine) => {
  expect(memoryBudgets(given)).toMatchObject({ engine: engine * MIB, warm: { ort: (engine - 16) * MIB } });
});
