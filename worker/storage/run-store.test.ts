import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { readCursor, runStore } from "./run-store.ts";
import { suiteStore } from "./suite-store.ts";

const SHA = "a".repeat(64);
const OLD_SHA = "b".repeat(64);
const V1 = "111111111111";
const V2 = "222222222222";

const suite = (id: string, sha256 = SHA): SuiteInfo => ({
  id,
  task: "text-classification",
  labels: ["negative", "positive"],
  rows: 10,
  metrics: ["accuracy"],
  sha256,
  licence: "none",
  source: "none",
  visibility: "public",
});

const record = (id: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  id,
  suite: "glue/sst2",
  suite_sha256: SHA,
  rows: 10,
  model: "sst2-teacher",
  version: V1,
  method: "teacher",
  runtime: "ort",
  metrics: { accuracy: { value: 0.9, ci95: [0.6, 0.98] } },
  primary: "accuracy",
  errors: 0,
  created_at: `2026-11-20T10:00:${id.slice(-2)}.000Z`,
  code: "test",
  ...changes,
});

const runs = runStore(env.DB);
const suites = suiteStore(env.DB);

beforeEach(async () => {
  await suites.put(suite("glue/sst2"), "absent");
});

test("a record comes back as it was put, and putting it again replaces it", async () => {
  await runs.put(record("run-01"));
  await runs.put(record("run-01", { errors: 2 }));
  expect(await runs.get("run-01")).toEqual(record("run-01", { errors: 2 }));
  expect((await runs.list({}, 10)).runs).toHaveLength(1);
  expect(await runs.get("run-99")).toBeNull();
});

test("a record that is none is refused", async () => {
  await expect(runs.put(record("run-01", { errors: -1 }))).rejects.toThrow();
});

describe("the list", () => {
  test("goes newest first, page by page, without repeats when newer runs arrive", async () => {
    for (const id of ["run-03", "run-01", "run-05", "run-02", "run-04"]) await runs.put(record(id));
    const first = await runs.list({}, 2);
    await runs.put(record("run-06"));
    const second = await runs.list({}, 2, readCursor(first.next!)!);
    const third = await runs.list({}, 2, readCursor(second.next!)!);
    expect([first, second, third].map((page) => page.runs.map((run) => run.id))).toEqual([
      ["run-05", "run-04"],
      ["run-03", "run-02"],
      ["run-01"],
    ]);
    expect(third.next).toBeUndefined();
  });

  test("runs of the same instant are told apart by id", async () => {
    for (const id of ["run-01", "run-02", "run-03"]) await runs.put(record(id, { created_at: "2026-01-01T00:00:00Z" }));
    const first = await runs.list({}, 1);
    expect((await runs.list({}, 2, readCursor(first.next!)!)).runs.map((run) => run.id)).toEqual(["run-02", "run-01"]);
  });

  test("filters by suite, model and version together", async () => {
    await runs.put(record("run-01"));
    await runs.put(record("run-02", { version: V2 }));
    await runs.put(record("run-03", { model: "other" }));
    await runs.put(record("run-04", { suite: "own/other" }));
    const found = async (filter: Parameters<typeof runs.list>[0]) =>
      (await runs.list(filter, 10)).runs.map((run) => run.id);
    expect(await found({ model: "sst2-teacher", suite: "glue/sst2" })).toEqual(["run-02", "run-01"]);
    expect(await found({ model: "sst2-teacher", version: V2 })).toEqual(["run-02"]);
    expect(await found({ suite: "own/other" })).toEqual(["run-04"]);
  });

  test("gives no place for a cursor it never gave out", () => {
    for (const cursor of ["", "x", btoa("[1,2]"), btoa("{}")]) expect(readCursor(cursor)).toBeNull();
  });
});

describe("the latest run", () => {
  const latest = async () => (await runs.latest("sst2-teacher", V1, "glue/sst2"))?.id;

  test("is the newest of all that scored the whole suite", async () => {
    await runs.put(record("run-01"));
    await runs.put(record("run-02"));
    await runs.put(record("run-03", { limit: 5 }));
    await runs.put(record("run-04", { sample: 5 }));
    await runs.put(record("run-05", { perturbation: "lower-case" }));
    await runs.put(record("run-06", { suite_sha256: OLD_SHA }));
    await runs.put(record("run-07", { version: V2 }));
    expect(await latest()).toBe("run-02");
  });

  test("is none once the suite's rows are others", async () => {
    await runs.put(record("run-01"));
    await suites.put(suite("glue/sst2", OLD_SHA), "ready");
    expect(await latest()).toBeUndefined();
  });

  test("of every model and version stands on the suite's board, newest first", async () => {
    await runs.put(record("run-01"));
    await runs.put(record("run-02"));
    await runs.put(record("run-03", { version: V2 }));
    await runs.put(record("run-04", { model: "external/gpt", version: null, method: null, runtime: null }));
    expect((await runs.latestOn("glue/sst2")).map((run) => run.id)).toEqual(["run-04", "run-03", "run-02"]);
    expect((await runs.latest("external/gpt", null, "glue/sst2"))?.id).toBe("run-04");
  });

  test("on every suite is a model's results", async () => {
    await suites.put(suite("own/other"), "ready");
    await runs.put(record("run-01"));
    await runs.put(record("run-02", { metrics: { accuracy: { value: 0.8, ci95: [0.5, 0.9] } } }));
    await runs.put(record("run-03", { suite: "own/other" }));
    await runs.put(record("run-04", { suite: "own/unknown" }));
    expect(await runs.latestResults("sst2-teacher", V1)).toEqual([
      { suite: "glue/sst2", metric: "accuracy", value: 0.8, ci95: [0.5, 0.9], run: "run-02" },
      { suite: "own/other", metric: "accuracy", value: 0.9, ci95: [0.6, 0.98], run: "run-03" },
    ]);
  });
});
