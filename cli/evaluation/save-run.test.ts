import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ApiClient } from "../http/client.ts";
import { saveRun } from "./save-run.ts";

const record = { id: "run-1", model: "tiny-teacher", suite: "own/films", suite_sha256: "a".repeat(64) } as RunRecord;
const info: SuiteInfo = {
  id: "own/films",
  task: "text-classification",
  labels: ["negative", "positive"],
  rows: 1,
  metrics: ["accuracy"],
  sha256: record.suite_sha256,
  licence: "none",
  source: "none",
  visibility: "public",
};
let served: SuiteInfo;
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url!);
  const suite = JSON.stringify({ ...served, status: "ready" });
  response.end(request.url === "/v1/suites/own/films" ? suite : '{"id":"a"}\n');
});

let folder: string;
let api: ApiClient;
beforeEach(async () => {
  served = info;
  folder = await mkdtemp(join(tmpdir(), "retort-save-"));
  await once(server.listen(0), "listening");
  api = new ApiClient(`http://localhost:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  await once(server.close(), "close");
  await rm(folder, { recursive: true, force: true });
});

test("record and predictions lie in a folder of their own", async () => {
  const saved = await saveRun(api, record, folder);
  expect(saved).toBe(join(folder, "runs", "own", "films", "tiny-teacher", "run-1"));
  const kept = JSON.parse(await readFile(join(saved, "run.json"), "utf8"));
  const predictions = await readFile(join(saved, "predictions.ndjson"), "utf8");
  expect(kept).toEqual({ ...record, predictions_sha256: await sha256(predictions) });
  expect(predictions).toBe('{"id":"a"}\n');
  expect(asked.at(-1)).toBe("/v1/runs/run-1/predictions?recorded=true"); // no text of a data set comes into a repository
});

test("a run on a scored-only suite, whose predictions come without gold, is not saved", async () => {
  served = { ...info, visibility: "scored-only" };
  await expect(saveRun(api, record, folder)).rejects.toThrow("own/films is scored-only: a run on it can't be saved");
  expect(await readdir(folder)).toEqual([]);
});

test("its suite is described, too, unless it is already: a fresh clone could not place the run", async () => {
  await saveRun(api, record, folder);
  const path = join(folder, "suites", "own", "films", "suite.json");
  expect(SuiteInfo.parse(JSON.parse(await readFile(path, "utf8")))).toEqual(info);
  const known = JSON.stringify({ ...info, source: "as we found it" });
  await writeFile(path, known);
  await saveRun(api, record, folder);
  expect(await readFile(path, "utf8")).toBe(known);
});

test("a run on other rows than the suite has is not saved", async () => {
  served = { ...info, sha256: "b".repeat(64) };
  await expect(saveRun(api, record, folder)).rejects.toThrow("own/films has other rows by now than run-1 was made on");
  expect(await readdir(folder)).toEqual([]);

  await saveRun(api, { ...record, suite_sha256: served.sha256 }, folder);
  served = info;
  await expect(saveRun(api, { ...record, id: "run-2" }, folder)).rejects.toThrow("suite.json describes other rows");
  expect(await readdir(join(folder, "runs", "own", "films", "tiny-teacher"))).toEqual(["run-1"]);
});

test("what tells which of its rows belong together is kept beside it, and no other grouping takes its place", async () => {
  served = { ...info, group: "author", clusters: 2, clusters_sha256: "b".repeat(64) };
  await saveRun(api, record, folder);
  const suite = join(folder, "suites", "own", "films");
  expect(await readFile(join(suite, "clusters.ndjson"), "utf8")).toBe('{"id":"a"}\n'); // what the server gave
  expect(asked).toContain("/v1/suites/own/films/clusters");
  served = info;
  await expect(saveRun(api, record, folder)).rejects.toThrow(/clusters the rows by author, own\/films by nothing/);
});
