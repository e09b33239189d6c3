import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { DamagedError } from "./damage.ts";
import { runStore } from "./run-store.ts";
import { newestRun, standingRuns } from "./standing-runs.ts";
import { suiteStore } from "./suite-store.ts";

const SHA = "a".repeat(64);
const VERSION = "111111111111";

const record = (id: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  id,
  suite: "own/films",
  suite_sha256: SHA,
  rows: 10,
  model: "tiny",
  version: VERSION,
  method: "teacher",
  runtime: "ort",
  metrics: { accuracy: { value: 0.9, ci95: [0.6, 0.98] } },
  primary: "accuracy",
  errors: 0,
  created_at: `2026-11-20T10:00:${id.slice(-2)}.000Z`,
  code: "test",
  ...changes,
});

beforeEach(async () => {
  const info = { id: "own/films", task: "text-classification", labels: ["no", "yes"], rows: 10, sha256: SHA } as const;
  const rest = { metrics: ["accuracy" as const], licence: "none", source: "none", visibility: "public" as const };
  await suiteStore(env.DB).put({ ...info, ...rest, labels: ["no", "yes"] }, "absent");
  const runs = runStore(env.DB);
  await runs.put(record("run-01"));
  await runs.put(record("run-02", { sample: 5 }));
  await runs.put(record("run-03", { perturbation: "Case" }));
  await runs.put(record("run-04", { limit: 5 }));
  await runs.put(record("run-05", { suite_sha256: "b".repeat(64) }));
  await runs.put(record("run-06", { version: "222222222222" }));
});

const standing = async () => (await standingRuns(env.DB, "tiny", VERSION, "own/films")).map(({ id }) => id);

test("whole, sampled and perturbed runs on the present rows may stand for a version, newest first", async () => {
  expect(await standing()).toEqual(["run-03", "run-02", "run-01"]);
});

test("the newest run is of any version, unless one is named", async () => {
  expect((await newestRun(env.DB, "tiny", "own/films"))?.id).toBe("run-06");
  expect((await newestRun(env.DB, "tiny", "own/films", VERSION))?.id).toBe("run-04");
  expect(await newestRun(env.DB, "tiny", "own/other")).toBeNull();
});

test("a record that is not as it was written stands for nothing", async () => {
  const damage = `UPDATE runs SET record = replace(record, '"errors":0', '"errors":1') WHERE id IN ('run-02', 'run-04')`;
  await env.DB.prepare(damage).run();
  expect(await standing()).toEqual(["run-03", "run-01"]);
  await expect(newestRun(env.DB, "tiny", "own/films", VERSION)).rejects.toThrow(DamagedError);
});
