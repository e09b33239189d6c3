import { beforeEach, expect, test } from "vitest";
import type { LeaderboardRow } from "../../eval/leaderboard/leaderboard.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const GOLD = "nnnnnppppp";
let suite: SuiteInfo;
let versions: Record<"teacher" | "student", string>;
beforeEach(async () => {
  versions = await publish("teacher", "student");
  suite = await expectJson(201, putSuite("own/films", rowsOf(GOLD)));
  await putRun("run-teacher", suite, GOLD, "nnnnnppppn", { version: versions.teacher });
  await putRun("run-student", suite, GOLD, "nnnnnpppnn", { model: "tiny-student", version: versions.student });
});

const board = async (query = "suite=own/films"): Promise<LeaderboardRow[]> =>
  (await expectJson(200, ask(`/v1/leaderboard?${query}`, { key: null }))).rows;

test("a row says what a model scored, kept of its teacher, weighs, and whether it answers", async () => {
  const [teacher, student] = await board();
  expect(student).toMatchObject({
    model: "tiny-student",
    version: versions.student,
    method: "pkd-skip",
    scores: { "own/films": { value: 0.8, run: "run-student" } },
    retention: 0.8 / 0.9,
    robustness: null,
    latency: null,
    callable: true,
    rank: 2,
    dynascore: null,
  });
  expect(teacher).toMatchObject({ model: "tiny-teacher", compression: null, retention: null, rank: 1, pareto: true });
  const { bytes } = await expectJson(200, ask("/v1/models/tiny-student"));
  expect(student?.bytes).toBe(bytes);
  expect(student?.compression).toEqual({ parameters: expect.any(Number), bytes: 160_000 / bytes });
});

test("partial runs, runs of other versions and of other rows do not count", async () => {
  const perfect = { model: "tiny-student", version: versions.student, created_at: "2026-12-01T00:00:00Z" };
  await putRun("run-limited", suite, GOLD, GOLD, { ...perfect, limit: 10 });
  await putRun("run-version", suite, GOLD, GOLD, { ...perfect, version: "9".repeat(12) });
  await putRun("run-rows", { ...suite, sha256: "f".repeat(64) }, GOLD, GOLD, perfect);
  expect((await board()).find((row) => row.model === "tiny-student")?.scores["own/films"]?.run).toBe("run-student");
});

test("a model known by its run alone is listed, as not callable and of unknown size", async () => {
  await putRun("run-other", suite, GOLD, GOLD, { model: "external/other", version: null, method: null, runtime: null });
  expect((await board())[0]).toMatchObject({
    model: "external/other",
    rank: 1,
    bytes: null,
    pareto: null,
    callable: false,
  });
});

test("the models' own list shows the same runs as their results", async () => {
  const { models } = await expectJson(200, ask("/v1/models"));
  const student = models.find((model: { id: string }) => model.id === "tiny-student");
  expect(student.results).toEqual([
    { suite: "own/films", metric: "accuracy", value: 0.8, ci95: wilson(8, 10), run: "run-student" },
  ]);
});

test("latency is what a client measured last", async () => {
  const measured = { method: "closed loop", machine: "a test", tokens: 16, batch: 1, p50: 1, p95: 2, p99: 3, n: 100 };
  const body = { model: "tiny-teacher", version: versions.teacher, ...measured };
  const { measured_at } = await expectJson(201, ask("/v1/measurements", { body }));
  expect((await board())[0]?.latency).toEqual({ ...measured, measured_at });
});

test("a suite without runs lists the models unranked; two suites need a score on both", async () => {
  await expectJson(201, putSuite("own/other", rowsOf("np")));
  expect((await board("suite=own/other")).map((row) => row.rank)).toEqual([null, null]);
  const both = await board("suite=own/films&suite=own/other");
  expect(both.map((row) => [row.rank, Object.keys(row.scores)])).toEqual([
    [null, ["own/films"]],
    [null, ["own/films"]],
  ]);
});

test("refuses no suite and an unknown one", async () => {
  expect((await expectJson(422, ask("/v1/leaderboard"))).detail).toContain("name a suite: ?suite=glue/sst2");
  await expectJson(404, ask("/v1/leaderboard?suite=no/such"));
});
