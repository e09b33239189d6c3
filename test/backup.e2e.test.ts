/** Backups of a state that was really used: a server, an evaluation, a submission, suites, keys, measurements. */
import { appendFile, cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { BackupManifest } from "../cli/backup/manifest.ts";
import { openPlace } from "../cli/backup/open-place.ts";
import { checkBackup, restoreBackup } from "../cli/backup/restore-backup.ts";
import { refuseOther, writeBackup } from "../cli/backup/write-backup.ts";
import { ensureAdminKey } from "../cli/dev-vars.ts";
import { ApiClient } from "../cli/http/client.ts";
import { projectRoot } from "../cli/project-root.ts";
import { type Answers, answersOfAllGets } from "./fixtures/all-gets.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";
import { startWranglerServer, type WranglerServer } from "./s3/wrangler-server.ts";

const SUITE = "test/words";
const ROWS = ["a warm film", "a dull plot", "funny and moving", "slow acting", "ein Café — schön"].map((text_a, i) => ({
  id: `row-${i}`,
  text_a,
  label: ["negative", "positive"][i % 2],
}));
const migrationsDir = join(projectRoot, "worker", "storage", "migrations");

let folder: string;
let answers: Answers;
const running: ServeProcess[] = [];
let userKey: string;
const backup = () => join(folder, "backup");
const retort = (...args: string[]) => runRetort(args).ended;
const serve = (state: string) =>
  startServe(["--port", "0", "--state", state, "--assets", join(folder, "assets"), "--no-warm"]);
const client = async (server: ServeProcess) => new ApiClient(server.url, (await ensureAdminKey()).key);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-backup-"));
  const models = join(folder, "assets", "models");
  await artefactIn(join(models, "tiny-teacher"), { id: "tiny-teacher" });
  await artefactIn(join(models, "tiny-student"), { id: "tiny-student", seed: 18, method: "pkd-skip" });
  await cp(join(projectRoot, "r2-assets/suites/retort"), join(folder, "assets/suites/retort"), { recursive: true });
  for (const of of ["sst2-kd", "sst2-thin"]) {
    const runs = join("runs/retort/reviews", of);
    await cp(join(projectRoot, "r2-assets", runs), join(folder, "assets", runs), { recursive: true });
  }
  const server = await serve(join(folder, "state"));
  running.push(server);
  const api = await client(server);
  userKey = (await api.post<{ key: string }>("/v1/keys", { name: "somebody", scopes: ["evaluate"] })).key;
  await use(api);
  answers = await answersOfAllGets(server.url, (await ensureAdminKey()).key);
  await server.stop("SIGTERM");
  expect(await retort("backup", backup(), "--state", join(folder, "state"))).toMatchObject({ code: 0, stderr: "" });
});
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop("SIGTERM")));
  await rm(folder, { recursive: true, force: true });
});

/** Leaves something behind of every kind that can be left. */
async function use(api: ApiClient): Promise<void> {
  const body = { type: "application/x-ndjson", data: ROWS.map((row) => `${JSON.stringify(row)}\n`).join("") };
  for (const [suite, visibility] of [
    [SUITE, "public"],
    ["test/hidden", "scored-only"],
  ]) {
    await api.json("PUT", `/v1/suites/${suite}?task=text-classification&visibility=${visibility}`, { body });
  }
  const runs: string[] = [];
  for (const model of ["tiny-teacher", "tiny-student"]) {
    const { id } = await api.post<{ id: string }>("/v1/evals", { model, suite: SUITE });
    runs.push(id);
    const complete = async () => expect((await api.get<{ status: string }>(`/v1/evals/${id}`)).status).toBe("complete");
    await vi.waitFor(complete, { timeout: 120_000, interval: 100 });
  }
  const predictions = ROWS.map(({ id }) => ({ id, label: "positive" }));
  await api.post("/v1/submissions", { suite: SUITE, model: { name: "always-one" }, predictions });
  const { models } = await api.get<{ models: { id: string; version: string }[] }>("/v1/models");
  const { id: model, version } = models[0]!;
  const times = { tokens: 12, batch: 1, p50: 9.5, p95: 12.25, p99: 20, n: 100 };
  await api.post("/v1/measurements", { model, version, method: "loopback", machine: "a test", ...times });
  await experiment(api);
  await api.get(`/v1/comparisons?run_a=${runs[0]}&run_b=${runs[1]}`); // stored as it is computed
}

/** One with units, answers and feedback. */
async function experiment(api: ApiClient): Promise<void> {
  const variants = ["tiny-teacher", "tiny-student"].map((model) => ({ model, weight: 0.5 }));
  const { id } = await api.post<{ id: string }>("/v1/experiments", {
    name: "both",
    task: "text-classification",
    variants,
  });
  for (const unit of ["a", "b", "a"]) {
    const { assignment } = await api.post<{ assignment: string }>(`/v1/experiments/${id}/infer`, {
      inputs: "warm",
      unit,
    });
    await api.post(`/v1/experiments/${id}/feedback`, { assignment, label: "positive", latency_ms: 12.5 });
  }
}

test("after a restore into an empty state every GET answers as before, and keys work", async () => {
  const state = join(folder, "restored");
  const { code, stdout, stderr } = await retort("restore", backup(), "--state", state);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^\d+ rows restored, \d+ objects sent, 0 were there, 0 others deleted\n$/);
  const server = await serve(state);
  running.push(server);
  const again = await answersOfAllGets(server.url, (await ensureAdminKey()).key);
  expect(Object.keys(again)).toEqual(Object.keys(answers));
  for (const [path, answer] of Object.entries(answers)) expect({ path, ...again[path] }).toEqual({ path, ...answer });
  expect(Object.values(answers).filter(({ status }) => status === 200).length).toBeGreaterThan(40);
  // A key's digest came along: it may do what it might before, and no more.
  const submission = {
    suite: SUITE,
    model: { name: "again" },
    predictions: ROWS.map(({ id }) => ({ id, label: "negative" })),
  };
  await new ApiClient(server.url, userKey).post("/v1/submissions", submission);
  await expect(new ApiClient(server.url, userKey).get("/v1/keys")).rejects.toThrow("scope");
  await server.stop("SIGTERM");
});

test("a backup says what it holds: no model, no key, every object with its digest", async () => {
  const manifest = JSON.parse(await readFile(join(backup(), "backup.json"), "utf8")) as BackupManifest;
  expect(manifest).toMatchObject({ format: 1, models: false, missing: [] });
  expect(manifest.objects.filter(({ key }) => key.startsWith("models/") || key === "manifest.json")).toEqual([]);
  expect(manifest.tables.find(({ name }) => name === "runs")!.rows).toBeGreaterThanOrEqual(3);
  expect(await readFile(join(backup(), "database/api_keys.ndjson"), "utf8")).not.toContain(userKey);
  expect((await retort("restore", backup(), "--check")).stdout).toMatch(/all \d+ files are as they were written/);
});

test("a state that holds something is left alone in one sentence, and replaced when told", async () => {
  const place = await openPlace({ state: join(folder, "restored") });
  const checked = await checkBackup(backup());
  await expect(restoreBackup(place, checked, { migrationsDir })).rejects.toThrow(
    /^the state in .* is not empty \(\d+ objects, \d+ rows\): nothing was restored; --replace deletes what is there$/,
  );
  const { sent, kept, deleted } = await restoreBackup(place, checked, { migrationsDir, replace: true });
  expect({ sent, deleted }).toEqual({ sent: 0, deleted: 2 }); // record and predictions of the submission above
  expect(kept).toBe(checked.manifest.objects.length);
  await place.close();
});

test.each<[string, (copy: string) => Promise<unknown>, RegExp]>([
  ["a changed file", (copy) => appendFile(join(copy, "database/runs.ndjson"), "[]\n"), /runs\.ndjson is not as it was/],
  ["a missing file", (copy) => rm(join(copy, "database/evals.ndjson")), /evals\.ndjson can't be read/],
  ["no backup.json", (copy) => rm(join(copy, "backup.json")), /holds no finished backup/],
])("%s is noticed before anything is written", async (_, spoil, sentence) => {
  const copy = await mkdtemp(join(folder, "copy-"));
  await cp(backup(), copy, { recursive: true });
  await spoil(copy);
  await expect(checkBackup(copy)).rejects.toThrow(sentence);
});

test("a folder that holds something else, or a whole backup, is not written to", async () => {
  const { code, stderr } = await retort("backup", backup(), "--state", join(folder, "state"));
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("holds a backup already") });
  await expect(refuseOther(folder)).rejects.toThrow("holds other things");
});

test("a backup and a restore that were cut short go on where they stopped", async () => {
  const place = await openPlace({ state: join(folder, "state") });
  const partial = join(folder, "partial");
  const cutAt = (at: number) => (done: number) => {
    if (done >= at) throw new Error("cut");
  };
  const options = { folder: partial, models: true, code: "test" };
  await expect(writeBackup(place, { ...options, onProgress: cutAt(3) })).rejects.toThrow("cut");
  await expect(checkBackup(partial)).rejects.toThrow("no finished backup");
  const { manifest, kept } = await writeBackup(place, options);
  expect(kept).toBe(3);
  await place.close();

  const target = await openPlace({ state: join(folder, "cut") });
  const checked = await checkBackup(partial);
  const restore = { migrationsDir };
  await expect(restoreBackup(target, checked, { ...restore, onProgress: cutAt(1) })).rejects.toThrow("cut");
  const outcome = await restoreBackup(target, checked, restore);
  expect(outcome.kept).toBeGreaterThan(0);
  expect(outcome.kept + outcome.sent).toBe(manifest.objects.length);
  expect(await target.bucket.list("restoring")).toEqual([]);
  await target.close();
});

test("a deployed state is backed up and restored through S3 and D1's HTTP API, to the same rows and objects", async () => {
  const cloud: WranglerServer = await startWranglerServer({ buckets: 1, databases: 1 });
  const env = {
    R2_ACCESS_KEY_ID: cloud.s3.accessKeyId,
    R2_SECRET_ACCESS_KEY: cloud.s3.secretAccessKey,
    CLOUDFLARE_API_TOKEN: "unused here",
  };
  const deployed = [
    ...["--bucket", cloud.emptyBucket(), "--endpoint", cloud.s3.endpoint],
    ...["--database", cloud.emptyDatabase(), "--d1-endpoint", cloud.d1Endpoint],
  ];
  expect(await runRetort(["restore", backup(), ...deployed], env).ended).toMatchObject({ code: 0, stderr: "" });
  const back = join(folder, "from-deployed");
  expect(await runRetort(["backup", back, ...deployed], env).ended).toMatchObject({ code: 0, stderr: "" });
  const [here, there] = await Promise.all([backup(), back].map((at) => readFile(join(at, "backup.json"), "utf8")));
  const { tables, objects, migrations } = JSON.parse(there!) as BackupManifest;
  expect(JSON.parse(here!)).toMatchObject({ tables, objects, migrations });
  await cloud.stop();
});
