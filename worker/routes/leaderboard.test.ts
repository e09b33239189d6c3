import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { Leaderboard, LeaderboardRow } from "../../eval/leaderboard/board.ts";
import { mcnemarExact } from "../../eval/statistics/mcnemar.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
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

const whole = (query = "suite=own/films"): Promise<Leaderboard> =>
  expectJson(200, ask(`/v1/leaderboard?${query}`, { key: null }));
const board = async (query?: string): Promise<LeaderboardRow[]> => (await whole(query)).rows;

test("a row says what a model scored, kept of its teacher, weighs, and whether it answers", async () => {
  const [teacher, student] = await board();
  expect(student).toMatchObject({
    model: "tiny-student",
    version: versions.student,
    method: "pkd-skip",
    scores: { "own/films": { metric: "accuracy", value: 0.8, run: "run-student" } },
    retention: 0.8 / 0.9,
    robustness: null,
    latency: null,
    callable: true,
    rank: 2,
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

test("scores are of today's primary metric: a run that lacks it gives none", async () => {
  const other = await expectJson(200, putSuite("own/films?metrics=f1,accuracy", rowsOf(GOLD)));
  await putRun("run-newer", other, GOLD, "nnnnnppppn", {
    version: versions.teacher,
    created_at: "2026-12-01T00:00:00Z",
    metrics: { f1: { value: 0.9, ci95: null }, accuracy: { value: 0.9, ci95: null } },
    primary: "f1",
  });
  const [teacher, student] = await board();
  expect(teacher?.scores["own/films"]).toEqual({
    metric: "f1",
    value: 0.9,
    ci95: null,
    run: "run-newer",
    runtime: "ort",
  });
  expect(student).toMatchObject({ model: "tiny-student", scores: {}, rank: null });
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

test("a recorded run tells the size and the teacher of a model that is not here", async () => {
  const teacher = { id: "tiny-teacher", version: versions.teacher, parameters: 4000, bytes: 16_000 };
  const facts = { method: "kd", parameters: 1000, bytes: 8000, teacher, subset: "10 rows" } as const;
  await putRun("run-kd", suite, GOLD, "nnnnnppnnn", { model: "tiny-kd", version: "7".repeat(12), ...facts });
  expect((await board()).find(({ model }) => model === "tiny-kd")).toMatchObject({
    version: "7".repeat(12),
    ...{ method: "kd", parameters: 1000, bytes: 8000, compression: { parameters: 4, bytes: 2 } },
    subset: "10 rows",
    retention: 0.7 / 0.9,
    callable: false,
    differences: { "own/films": { against: "tiny-teacher", difference: expect.closeTo(-0.2, 12) } },
  });
});

test("a student is held against the version it learnt from, whatever its teacher's name stands for today", async () => {
  const former = { model: "tiny-teacher", version: "6".repeat(12) };
  await putRun("run-former", suite, GOLD, GOLD, former);
  const teacher = { id: "tiny-teacher", version: former.version, parameters: 4000, bytes: 16_000 };
  await putRun("run-kd", suite, GOLD, "nnnnnppppn", { model: "tiny-kd", version: "7".repeat(12), teacher });
  const rows = new Map((await board()).map((row) => [row.model, row]));
  const name = `tiny-teacher@${former.version}`;
  expect(rows.get("tiny-kd")).toMatchObject({
    ...{ teacher: name, retention: 0.9 },
    differences: { "own/films": { against: name, difference: expect.closeTo(-0.1, 12) } },
  });
  expect(rows.get("tiny-student")).toMatchObject({
    ...{ teacher: "tiny-teacher", retention: 0.8 / 0.9 },
    differences: { "own/films": { against: "tiny-teacher" } },
  });
});

test("no other version of its teacher stands in for the one without a run", async () => {
  const teacher = { id: "tiny-teacher", version: "6".repeat(12), parameters: 4000, bytes: 16_000 };
  await putRun("run-kd", suite, GOLD, GOLD, { model: "tiny-kd", version: "7".repeat(12), teacher });
  expect((await board()).find(({ model }) => model === "tiny-kd")).toMatchObject({
    ...{ teacher: `tiny-teacher@${teacher.version}`, retention: null, differences: {} },
  });
});

test("a teacher that is known by its runs alone is the teacher nevertheless", async () => {
  const teacher = { id: "absent-teacher", version: "8".repeat(12), parameters: 100, bytes: 400 };
  await putRun("run-absent", suite, GOLD, GOLD, { model: teacher.id, version: teacher.version, teacher: null });
  const student = { model: "absent-student", version: "9".repeat(12), parameters: 50, bytes: 100, teacher };
  await putRun("run-absent-student", suite, GOLD, "nnnnnppppn", student);
  expect((await board()).find(({ model }) => model === "absent-student")).toMatchObject({
    compression: { parameters: 2, bytes: 4 },
    retention: 0.9,
    differences: { "own/films": { against: "absent-teacher" } },
  });
});

test("a submission is of the size that it states, and is on or off the front with it", async () => {
  const stated = { model: "external/other", version: null, method: null, runtime: null, parameters: 1000, bytes: 5000 };
  await putRun("run-other", suite, GOLD, GOLD, stated);
  expect((await board())[0]).toMatchObject({ model: "external/other", parameters: 1000, bytes: 5000, pareto: true });
});

describe("differences", () => {
  /** Right on every row but the last few. */
  const wrongOn = (rows: number) => GOLD.slice(0, 20 - rows) + flipped(GOLD.slice(20 - rows));
  const flipped = (letters: string) => [...letters].map((letter) => (letter === "n" ? "p" : "n")).join("");
  const GOLD = "npnpnpnpnpnpnpnpnpnp";
  const student = (name: string, bytes: number) => ({
    ...{ model: name, version: "5".repeat(12), parameters: 10, bytes },
    teacher: { id: "tiny-teacher", version: versions.teacher, parameters: 20, bytes: 2 * bytes },
  });
  const all = async (query = "suite=own/long") =>
    Object.fromEntries((await board(query)).map(({ model, differences }) => [model, differences["own/long"]]));
  let long: SuiteInfo;
  beforeEach(async () => {
    long = await expectJson(201, putSuite("own/long", rowsOf(GOLD)));
    await putRun("long-teacher", long, GOLD, GOLD, { version: versions.teacher });
    await putRun("long-near", long, GOLD, wrongOn(1), student("near", 10));
    await putRun("long-far", long, GOLD, wrongOn(10), student("far", 20));
    await putRun("long-farther", long, GOLD, wrongOn(7), student("farther", 30));
  });

  test("each student is held against its teacher, and judged by Holm's p over all of them", async () => {
    const p = [mcnemarExact(0, 10), mcnemarExact(0, 7)] as const;
    const same = { against: "tiny-teacher", test: "mcnemar-exact" };
    expect(await all()).toEqual({
      "tiny-teacher": undefined,
      "tiny-student": undefined, // no run on it
      near: { ...same, difference: -0.05, ci95: newcombe(1), p_value: 1, p_holm: 1, verdict: "open" },
      far: { ...same, difference: -0.5, ci95: newcombe(10), p_value: p[0], p_holm: 3 * p[0], verdict: "worse" },
      farther: { ...same, difference: -0.35, ci95: newcombe(7), p_value: p[1], p_holm: 2 * p[1], verdict: "worse" },
    });
  });
  const newcombe = (bOnly: number) => newcombePaired({ both: 20 - bOnly, aOnly: 0, bOnly, neither: 0 });

  test("another model to hold them against may be named, and must be known", async () => {
    const found = await all("suite=own/long&against=far");
    expect(found.far).toBeUndefined();
    expect(found["tiny-teacher"]).toMatchObject({ against: "far", difference: 0.5, verdict: "better" });
    expect(found.farther).toMatchObject({ against: "far", p_value: mcnemarExact(3, 0), verdict: "open" });
    const { detail } = await expectJson(404, ask("/v1/leaderboard?suite=own/long&against=nobody"));
    expect(detail).toBe("There is no model nobody.");
    expect(await all(`suite=own/long&against=far@${"5".repeat(12)}`)).toEqual(found);
    await expectJson(404, ask(`/v1/leaderboard?suite=own/long&against=far@${"6".repeat(12)}`));
  });

  test("a run whose predictions are not here has a score and no difference", async () => {
    await env.BUCKET.delete(predictionsKey("long-far"));
    const found = await all();
    expect(found.far).toBeUndefined();
    expect(found.farther).toMatchObject({ p_holm: 2 * mcnemarExact(0, 7) });
  });

  test("a verdict is stored, and forgotten with its run", async () => {
    await all();
    await env.BUCKET.delete(predictionsKey("long-far"));
    expect((await all()).far?.verdict).toBe("worse");
    await putRun("long-far", long, GOLD, GOLD, student("far", 20));
    expect((await all()).far).toMatchObject({ difference: 0, p_value: 1, verdict: "open" });
  });
});

describe("ranges of ranks", () => {
  const GOLD = "npnpnpnpnp".repeat(10);
  /** Right on every row but so many, from a row on. */
  const wrongOn = (rows: number, from = 0) =>
    [...GOLD].map((letter, i) => (i >= from && i < from + rows ? (letter === "n" ? "p" : "n") : letter)).join("");
  const other = (model: string) => ({ model, version: "5".repeat(12) });
  const ranges = async (query = "suite=own/long") =>
    Object.fromEntries((await board(query)).map(({ model, rank, rank_range }) => [model, [rank, rank_range]]));
  let long: SuiteInfo;
  beforeEach(async () => {
    long = await expectJson(201, putSuite("own/long", rowsOf(GOLD)));
    await putRun("long-best", long, GOLD, wrongOn(3), other("best"));
    await putRun("long-near", long, GOLD, wrongOn(4, 50), other("near"));
    await putRun("long-bad", long, GOLD, wrongOn(60), other("bad"));
  });

  test("models that the rows can't tell apart share a range, and one that is worse has another", async () => {
    expect(await ranges()).toEqual({
      ...{ best: [1, [1, 2]], near: [2, [1, 2]], bad: [3, [3, 3]] },
      ...{ "tiny-teacher": [null, null], "tiny-student": [null, null] }, // no run on it
    });
  });

  test("a submission has one, and several suites count by their mean", async () => {
    const elsewhere = { model: "external/other", version: null, method: null, runtime: null };
    await putRun("long-other", long, GOLD, wrongOn(5, 20), elsewhere);
    expect((await ranges())["external/other"]).toEqual([3, [1, 3]]);
    await putRun("films-other", suite, "nnnnnppppp", "nnnnnppppp", elsewhere);
    await putRun("films-bad", suite, "nnnnnppppp", "pnnnnppppp", other("bad"));
    expect(await ranges("suite=own/long&suite=own/films")).toMatchObject({
      ...{ "external/other": [1, [1, 1]], bad: [2, [2, 2]], best: [null, null] },
    });
  });

  test("a model whose predictions are not here may stand anywhere: it has none, the others' are wider by one", async () => {
    await env.BUCKET.delete(predictionsKey("long-near"));
    expect(await ranges()).toMatchObject({ best: [1, [1, 2]], near: [2, null], bad: [3, [2, 3]] });
    await putRun("long-near", long, GOLD, wrongOn(4, 50), other("near"));
    expect(await ranges()).toMatchObject({ best: [1, [1, 2]], near: [2, [1, 2]], bad: [3, [3, 3]] });
  });

  test("so is a model whose run has other rows than the others'", async () => {
    await putRun("long-near", long, GOLD, `.${wrongOn(4, 50).slice(1)}`, other("near"));
    expect(await ranges()).toMatchObject({ best: [1, [1, 2]], near: [2, null], bad: [3, [2, 3]] });
  });

  test("they are stored, and forgotten with a run", async () => {
    const before = await ranges();
    await env.BUCKET.delete(["long-best", "long-near", "long-bad"].map(predictionsKey));
    expect(await ranges()).toEqual(before);
    await putRun("long-near", long, GOLD, wrongOn(70), other("near"));
    expect(await ranges()).toMatchObject({ best: [1, null], bad: [2, null], near: [3, [1, 3]] });
  });

  test("ranks by Dynascore have none", async () => {
    const light = await whole("suite=own/films&weights=bytes:1");
    expect(light).toMatchObject({ ranked_by: "dynascore", rows: [{ rank_range: null }, { rank_range: null }] });
    const untimed = await whole("suite=own/films&weights=performance:1,latency:1");
    expect(untimed).toMatchObject({ ranked_by: "performance", rows: [{ rank_range: [1, 2] }, { rank_range: [1, 2] }] });
  });
});

test("Dynascores come with the units, offsets, weights and exchange rates that made them", async () => {
  const { rows, ranked_by, pareto_over, dynascore } = await whole();
  const [teacher, student] = rows as [LeaderboardRow, LeaderboardRow];
  const amrs = (teacher.bytes! - student.bytes!) / 1e6 / 10; // MB a point: 90 % against 80 %
  expect({ ranked_by, pareto_over }).toEqual({ ranked_by: "performance", pareto_over: ["performance", "bytes"] });
  expect(dynascore.metrics).toEqual([
    { name: "performance", unit: "%", direction: "higher", offset: 0, weight: 0.5, amrs: 1 },
    { name: "bytes", unit: "MB", direction: "lower", offset: 128, weight: 0.5, amrs: expect.closeTo(amrs, 9) },
  ]);
  expect(teacher.dynascore! / (0.5 * 90 + (0.5 * (128 - teacher.bytes! / 1e6)) / amrs)).toBeCloseTo(1, 9);
});

test("weights decide who leads, and what makes no sense as one is refused in a sentence", async () => {
  const light = await whole("suite=own/films&weights=bytes:1");
  expect(light.ranked_by).toBe("dynascore");
  expect(light.rows.map((row) => row.model)).toEqual(["tiny-student", "tiny-teacher"]);
  expect(light.dynascore.missing).toEqual({});
  const untimed = await whole("suite=own/films&weights=performance:1,latency:1");
  expect(untimed.dynascore.missing).toEqual({ latency: ["tiny-student", "tiny-teacher"] });
  expect(untimed.ranked_by).toBe("performance");
  const refused = async (weights: string) =>
    (await expectJson(422, ask(`/v1/leaderboard?suite=own/films&weights=${weights}`))).detail;
  expect(await refused("beauty:1")).toBe(
    "weights: there is no measure beauty: there are performance, bytes, latency, robustness, parameters",
  );
  expect(await refused("bytes:-1")).toBe("weights: the weight of bytes is -1, not a number from 0 on");
  expect(await refused("bytes:0")).toBe("weights: at least one weight must be above 0, and their sum finite");
  expect(await refused("")).toContain("write performance:1,bytes:0.5");
});

test("as CSV: a model a line, a suite's figures side by side", async () => {
  const response = await ask("/v1/leaderboard?suite=own/films", { headers: { accept: "text/csv" } });
  const [header, first] = (await response.text()).split("\r\n");
  expect(header).toContain(
    "compression_bytes,own/films,own/films low,own/films high,own/films run,own/films runtime,retention",
  );
  expect(header).toMatch(/^rank,rank_low,rank_high,model,/);
  expect(first).toMatch(new RegExp(`^1,1,2,tiny-teacher,${versions.teacher},teacher,`));
});

test("the models' own list shows the same runs as their results", async () => {
  const { models } = await expectJson(200, ask("/v1/models"));
  const student = models.find((model: { id: string }) => model.id === "tiny-student");
  expect(student.results).toEqual([
    { suite: "own/films", metric: "accuracy", value: 0.8, ci95: wilson(8, 10), run: "run-student" },
  ]);
});

test("latency is what a client measured last", async () => {
  const figures = { tokens: 16, batch: 1, p50: 1, p95: 2, p99: 3, n: 100 };
  const measured = { method: "closed loop", machine: "a test", runtime: "engine", ...figures };
  const body = { model: "tiny-teacher", version: versions.teacher, ...measured };
  const { measured_at } = await expectJson(201, ask("/v1/measurements", { body }));
  expect((await board())[0]?.latency).toEqual({ ...measured, measured_at });
});

test("with a runtime only its runs and measurements count", async () => {
  const teacher = { version: versions.teacher, created_at: "2026-11-30T00:00:00.000Z" };
  await putRun("run-engine", suite, GOLD, "nnnnnppppp", { ...teacher, runtime: "engine" });
  const shown = async (query: string) => {
    const [first] = await board(`suite=own/films${query}`);
    const { run, runtime } = first!.scores["own/films"]!;
    return [first!.model, run, runtime, first!.latency?.p50];
  };
  const measured = { method: "closed loop", machine: "a test", tokens: 16, batch: 1, p95: 2, p99: 3, n: 100 };
  for (const [runtime, p50] of Object.entries({ ort: 2, engine: 1 })) {
    const body = { model: "tiny-teacher", version: versions.teacher, ...measured, runtime, p50 };
    await expectJson(201, ask("/v1/measurements", { body }));
  }
  expect(await shown("&runtime=ort")).toEqual(["tiny-teacher", "run-teacher", "ort", 2]);
  expect(await shown("&runtime=engine")).toEqual(["tiny-teacher", "run-engine", "engine", 1]);
  expect(await shown("")).toEqual(["tiny-teacher", "run-engine", "engine", 1]);
  await expectJson(422, ask("/v1/leaderboard?suite=own/films&runtime=gpu"));
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
