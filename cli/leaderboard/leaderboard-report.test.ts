import { expect, test } from "vitest";
import type { LeaderboardRow } from "../../eval/leaderboard/board.ts";
import { csvReport } from "../report/csv-report.ts";
import { textReport } from "../report/text-report.ts";
import { type Board, leaderboardReport } from "./leaderboard-report.ts";

const row = (model: string, value: number | null, changes: Partial<LeaderboardRow> = {}): LeaderboardRow => ({
  ...{ model, version: "0123456789ab", method: "kd", parameters: 1_160_378, bytes: 1_304_000 },
  compression: { parameters: 19.447, bytes: 17.55 },
  ...{ subset: null, teacher: null },
  scores:
    value === null
      ? {}
      : { s: { metric: "accuracy", value, ci95: [value - 0.02, value + 0.02], run: "r", runtime: "engine" } },
  ...{ retention: null, robustness: null, latency: null, differences: {}, callable: true },
  ...{ pareto: true, rank: 1, rank_range: null, dynascore: null },
  ...changes,
});

const tested = (against: string, difference: number, p: number, verdict: "better" | "worse" | "open") => {
  const ci95: [number, number] = [difference - 0.02, difference + 0.02];
  return { s: { against, difference, ci95, test: "mcnemar-exact" as const, p_value: p, p_holm: p, verdict } };
};

const board = (rows: LeaderboardRow[]): Board => ({
  suite: "s",
  rows,
  ranked_by: "performance",
  pareto_over: ["performance"],
  dynascore: { metrics: [], missing: {} },
});

const latency = {
  p50: 12.34,
  p95: 20,
  p99: 30,
  n: 100,
  tokens: 128,
  batch: 1,
  runtime: "engine" as const,
  machine: "a test",
  method: "closed loop",
};
const rows = [
  row("teacher", 0.9, { method: "teacher", compression: null, rank_range: [1, 2] }),
  row("student", 0.85, {
    ...{ teacher: "teacher", retention: 0.85 / 0.9, differences: tested("teacher", -0.05, 0.003, "worse"), rank: 2 },
    rank_range: [2, 3],
    latency: { ...latency, measured_at: "2026-11-20T10:00:00.000Z" },
  }),
  row("recorded", 0.89, {
    ...{ callable: false, teacher: "teacher@ba9876543210", subset: "10 rows of S" },
    differences: tested("teacher", -0.01, 0.4, "open"),
    rank: 3,
  }),
  row("unscored", null, { rank: null }),
];

test("one table: scores, which differences are significant, sizes, latency; and what the marks mean", () => {
  expect(textReport(leaderboardReport([board(rows)]))).toMatchInlineSnapshot(`
    "s
    rank     model                  served  method   accuracy [95 % interval]  retention  difference [95 % interval]   p Holm  verdict  parameters   fewer    bytes  smaller  p50 ms
    1 (1-2)  teacher@0123456789ab   yes     teacher  0.9000 [0.8800, 0.9200]           -  -                                 -  -           1160378       -  1304000        -       -
    2 (2-3)  student@0123456789ab   yes     kd       0.8500 [0.8300, 0.8700]      0.9444  -0.0500 [-0.0700, -0.0300]  0.00300  worse       1160378  19.45x  1304000   17.55x    12.3
    3        recorded@0123456789ab  no      kd       0.8900 [0.8700, 0.9100]           -  -0.0100 [-0.0300, 0.0100]     0.400  open        1160378  19.45x  1304000   17.55x       -
    rank: in brackets those that the rows do not rule out; each range by itself holds the model's true rank with a probability of 95 %
    difference: the score less that of teacher on the same rows; better or worse where p, adjusted for 2 comparisons by Holm's method, is below 0.05; open: so many rows can't tell
    retention, fewer and smaller: by each model's own teacher
    recorded: trained on 10 rows of S
    recorded: no retention, its teacher, teacher@ba9876543210, has no whole run on it or no score above 0
    not served: known here by a recorded run alone
    p50: of one text of 128 tokens, closed loop, a test
    without a whole run on it: 1 model"
  `);
});

test("what each is held against is a column only where that differs", () => {
  const titles = (all: LeaderboardRow[]) =>
    leaderboardReport([board(all)]).sections[0]!.columns.map(({ title }) => title);
  expect(titles(rows)).not.toContain("against");
  const other = row("other", 0.8, { differences: tested("another-teacher", 0.01, 0.4, "open") });
  expect(titles([...rows, other])).toContain("against");
});

test("a CSV has every suite's models, under the metric's own name", () => {
  const [header, first] = csvReport(leaderboardReport([board(rows)])).split("\r\n");
  expect(header).toContain(
    "section,rank,rank_low,rank_high,model,served,method,accuracy,accuracy_low,accuracy_high,retention",
  );
  expect(first).toContain("s,1,1,2,teacher@0123456789ab,yes,teacher,0.9,");
});
