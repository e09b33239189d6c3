import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { ApiClient } from "../http/client.ts";
import { saveRun } from "./save-run.ts";

const record = { id: "run-1", suite: "own/films" } as RunRecord;
let visibility: string;
const server = createServer((request, response) => {
  response.end(request.url === "/v1/suites/own/films" ? JSON.stringify({ visibility }) : '{"id":"a"}\n');
});

let folder: string;
let api: ApiClient;
beforeEach(async () => {
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
  visibility = "public";
  const saved = await saveRun(api, record, folder);
  expect(saved).toBe(join(folder, "runs", "run-1"));
  expect(JSON.parse(await readFile(join(saved, "run.json"), "utf8"))).toEqual(record);
  expect(await readFile(join(saved, "predictions.ndjson"), "utf8")).toBe('{"id":"a"}\n');
});

test("a run on a scored-only suite, whose predictions come without gold, is not saved", async () => {
  visibility = "scored-only";
  await expect(saveRun(api, record, folder)).rejects.toThrow("own/films is scored-only: a run on it can't be saved");
  expect(await readdir(folder)).toEqual([]);
});
