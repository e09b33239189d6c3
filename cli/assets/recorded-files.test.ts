import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { bundledSuites, recordedRuns } from "./recorded-files.ts";

const ROWS = canonicalRows("classification", [
  { id: "1", text_a: "warm and funny", label: "positive" },
  { id: "2", text_a: "dull", label: "negative" },
]);

let assets: string;
beforeEach(async () => {
  assets = await mkdtemp(join(tmpdir(), "retort-recorded-"));
});
afterEach(() => rm(assets, { recursive: true }));

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(join(assets, path, ".."), { recursive: true });
  await writeFile(join(assets, path), typeof content === "string" ? content : JSON.stringify(content));
}

const suite = async (id: string): Promise<SuiteInfo> => ({
  id,
  task: "text-classification",
  labels: ["negative", "positive"],
  rows: 2,
  metrics: ["accuracy"],
  sha256: await sha256(ROWS),
  licence: "CC0-1.0",
  source: "this test",
  visibility: "public",
});

const run = (id: string): RunRecord => ({
  id,
  suite: "a/b",
  suite_sha256: "0".repeat(64),
  rows: 2,
  model: "tiny-teacher",
  version: "000000000000",
  method: "teacher",
  runtime: "ort",
  metrics: { accuracy: { value: 0.5, ci95: [0, 1] } },
  primary: "accuracy",
  errors: 0,
  created_at: "2026-01-01T00:00:00Z",
  code: "test",
});

test("nothing recorded is nothing to upload", async () => {
  expect(await bundledSuites(assets)).toEqual([]);
  expect(await recordedRuns(assets)).toEqual([]);
});

test("rows of a bundled suite go under their digest; a suite known by suite.json alone has none", async () => {
  await write("suites/a/b/suite.json", await suite("a/b"));
  await write("suites/a/b/rows.ndjson", ROWS);
  await write("suites/glue/sst2/suite.json", await suite("glue/sst2"));
  expect((await bundledSuites(assets)).map((file) => file.key)).toEqual([`suites/a/b/${await sha256(ROWS)}.ndjson`]);
});

test("rows with another digest than suite.json says are refused", async () => {
  await write("suites/a/b/suite.json", await suite("a/b"));
  await write("suites/a/b/rows.ndjson", `${ROWS}\n`);
  await expect(bundledSuites(assets)).rejects.toThrow("does not have the sha256 its suite.json lists");
});

test("a list of clusters goes beside the rows, whether they are there or not", async () => {
  const clusters = '["1","2"]\n';
  const grouped = { ...(await suite("a/b")), group: "context", clusters: 2, clusters_sha256: await sha256(clusters) };
  await write("suites/a/b/suite.json", grouped);
  await write("suites/a/b/clusters.ndjson", clusters);
  const key = `suites/a/b/${grouped.sha256}.${grouped.clusters_sha256}.ndjson`;
  expect((await bundledSuites(assets)).map((file) => file.key)).toEqual([key]);
  await write("suites/a/b/clusters.ndjson", '["1"]\n["2"]\n');
  await expect(bundledSuites(assets)).rejects.toThrow("clusters.ndjson does not have the sha256 its suite.json lists");
});

test("predictions of a recorded run go under its id", async () => {
  await write("runs/a/b/tiny-teacher/run-1/run.json", run("run-1"));
  await write("runs/a/b/tiny-teacher/run-1/predictions.ndjson", "{}\n{}\n");
  expect((await recordedRuns(assets)).map((file) => file.key)).toEqual(["runs/run-1/predictions.ndjson"]);
});

test.each<[string, RunRecord | string, string | undefined, RegExp]>([
  ["too few predictions", run("run-1"), "{}\n", /has 1 predictions, its run\.json says 2$/],
  [
    "other predictions",
    { ...run("run-1"), predictions_sha256: "a".repeat(64) },
    "{}\n{}\n",
    /does not have the sha256 its run\.json lists$/,
  ],
  ["no predictions", run("run-1"), undefined, /predictions\.ndjson is missing$/],
  ["the record of another run", run("run-2"), "{}\n{}\n", /is the record of run-2$/],
  ["a record that is none", "{", "{}\n{}\n", /run\.json is missing or not what it should be$/],
])("%s: refused in one sentence", async (_, record, predictions, sentence) => {
  await write("runs/a/b/tiny-teacher/run-1/run.json", record);
  if (predictions !== undefined) await write("runs/a/b/tiny-teacher/run-1/predictions.ndjson", predictions);
  await expect(recordedRuns(assets)).rejects.toThrow(sentence);
});
