import { expect, test } from "vitest";
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { shippable } from "./ship.ts";

/** By suite: the difference and its interval in points, and the verdict after Holm. */
type Differences = Record<
  string,
  [difference: number, low: number, high: number, verdict: "better" | "worse" | "open"]
>;

const row = (
  model: string,
  bytes: number | null,
  differences: Differences,
  more: { metric?: MetricName; callable?: boolean } = {},
) =>
  ({
    model,
    bytes,
    callable: more.callable ?? true,
    scores: Object.fromEntries(Object.keys(differences).map((suite) => [suite, { metric: more.metric ?? "accuracy" }])),
    differences: Object.fromEntries(
      Object.entries(differences).map(([suite, [difference, low, high, verdict]]) => [
        suite,
        { against: "teacher", difference: difference / 100, ci95: [low / 100, high / 100], verdict },
      ]),
    ),
  }) as LeaderboardRow;

const names = (rows: LeaderboardRow[], suites = ["s"], margin = 0.02) => {
  const found = shippable(rows, suites, margin);
  return {
    candidates: found.candidates,
    notWorse: found.notWorse?.row.model,
    byHolm: found.openByHolmAlone.map(({ row: { model }, suite }) => `${model} on ${suite}`),
    within: found.within?.row.model,
    closest: found.closest?.row.model,
  };
};

test("the smallest whose interval reaches 0, the smallest within the margin, and who comes nearest", () => {
  const rows = [
    row("large", 17, { s: [-0.5, -1.5, 0.5, "open"] }),
    row("middle", 5, { s: [-1, -3, 1, "open"] }),
    row("by-holm", 3, { s: [-2.5, -4.3, -0.8, "open"] }),
    row("small", 1, { s: [-5, -7, -3, "worse"] }),
    row("unheld", 1, {}),
    row("of-unknown-size", null, { s: [0, -1, 1, "open"] }),
  ];
  expect(names(rows)).toEqual({
    candidates: 4,
    notWorse: "middle",
    byHolm: ["by-holm on s"],
    within: "large",
    closest: "large",
  });
  expect(names(rows, ["s"], 0.01)).toMatchObject({ within: undefined, closest: "large" });
  expect(names(rows, ["s"], 0.031)).toMatchObject({ within: "middle" });
  expect(names([])).toEqual({ candidates: 0, notWorse: undefined, byHolm: [], within: undefined, closest: undefined });
});

test("where less is better, more is a loss", () => {
  const rows = [
    row("fails-more", 1, { s: [4, 1, 7, "worse"] }, { metric: "failure_rate" }),
    row("fails-less", 2, { s: [-4, -7, -1, "better"] }, { metric: "failure_rate" }),
  ];
  expect(names(rows)).toMatchObject({ notWorse: "fails-less", within: "fails-less", byHolm: [] });
});

test("of several suites the worst decides, and one without a difference on each is none", () => {
  const rows = [
    row("uneven", 1, { s: [0, -1, 1, "open"], t: [-3, -5, -1, "open"] }),
    row("even", 2, { s: [-1, -3, 1, "open"], t: [0, -1, 1, "open"] }),
    row("half", 0.5, { s: [1, 0.5, 1.5, "better"] }),
  ];
  expect(names(rows, ["s", "t"], 0.04)).toEqual({
    candidates: 2,
    notWorse: "even",
    byHolm: ["uneven on t"],
    within: "even",
    closest: "even",
  });
});

test("models that are not served count only where none is", () => {
  const recorded = row("recorded", 1, { s: [0, -1, 1, "open"] }, { callable: false });
  expect(names([recorded, row("served", 2, { s: [0, -1, 1, "open"] })])).toMatchObject({
    candidates: 1,
    notWorse: "served",
  });
  expect(names([recorded])).toMatchObject({ candidates: 1, notWorse: "recorded" });
});
