import { expect, test } from "vitest";
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { runtimesOf } from "./runtimes.ts";

const row = (model: string, scores: Record<string, string | null>) =>
  ({
    model,
    scores: Object.fromEntries(Object.entries(scores).map(([suite, runtime]) => [suite, { runtime }])),
  }) as LeaderboardRow;

test("scores of several runtimes are found, in one row and between rows", () => {
  const rows = [row("a", { s: "ort", t: "ort" }), row("b", { s: "ort", t: "engine" }), row("c", { s: "engine" })];
  expect(runtimesOf(rows, ["s", "t"])).toEqual({ usual: "ort", differ: true, mixed: ["b"] });
  expect(runtimesOf(rows.slice(0, 1), ["s", "t"])).toEqual({ usual: "ort", differ: false, mixed: [] });
  expect(runtimesOf([], ["s"])).toEqual({ usual: null, differ: false, mixed: [] });
});
