/** Evaluations whose server is killed in the middle: real processes, real workerd, bucket and database on disk. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../cli/dev-vars.ts";
import { ApiClient } from "../cli/http/client.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";

const WORDS = "a warm funny film but the story was slow and never moving".split(" ");

/** Long enough that a shard takes a noticeable while. */
const rows = Array.from({ length: 450 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a: Array.from({ length: 60 }, (_, k) => WORDS[(i + k * (1 + (i % 5))) % WORDS.length]).join(" "),
  label: i % 2,
}));

let folder: string;
let server: ServeProcess;
let api: ApiClient;

async function start() {
  const { key } = await ensureAdminKey();
  server = await startServe([
    ...["--port", "0", "--state", join(folder, "state"), "--assets", join(folder, "assets"), "--no-warm"],
  ]);
  api = new ApiClient(server.url, key);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-evaluation-"));
  await mkdir(join(folder, "assets"), { recursive: true });
  const config = { layers: 6, width: 128, ffn: 512 };
  await artefactIn(join(folder, "assets/models/tiny-teacher"), { maxLength: 64, config });
  await start();
});

afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

interface Evaluation {
  id: string;
  status: string;
  progress: { done: number; total: number };
}

const evaluationOf = (id: string) => api.get<Evaluation>(`/v1/evals/${id}`);

async function queueOne(): Promise<string> {
  return (await api.post<{ id: string }>("/v1/evals", { model: "tiny-teacher", suite: "test/films" })).id;
}

async function predictionsOf(id: string): Promise<{ id: string; prediction: string }[]> {
  const answer = await fetch(`${server.url}/v1/runs/${id}/predictions`);
  return (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("killed twice in the middle, a run still counts every row once, and those that waited get their turn", async () => {
  await api.json("PUT", "/v1/suites/test/films?labels=negative,positive", {
    body: { type: "application/x-ndjson", data: rows.map((row) => JSON.stringify(row)).join("\n") },
  });
  const ids = [await queueOne(), await queueOne(), await queueOne()];
  const [first, second, third] = ids as [string, string, string];
  expect(await evaluationOf(third)).toMatchObject({ status: "queued" });

  for (const least of [1, rows.length / 2]) {
    const done = async () => (await evaluationOf(first)).progress.done;
    await expect.poll(done, { interval: 20 }).toBeGreaterThanOrEqual(least);
    const { status, progress } = await evaluationOf(first);
    expect(status).toBe("running");
    expect(progress.done).toBeLessThan(progress.total);
    await server.stop("SIGKILL");
    await start();
    // What was done stays done.
    expect(await done()).toBeGreaterThanOrEqual(least);
  }

  for (const id of ids) {
    await expect.poll(async () => (await evaluationOf(id)).status).toBe("complete");
    expect(await api.get(`/v1/runs/${id}`)).toMatchObject({ rows: rows.length, errors: 0 });
    expect((await predictionsOf(id)).map((prediction) => prediction.id)).toEqual(rows.map((row) => row.id));
  }
  // The second was killed, too; the third never was.
  const undisturbed = await predictionsOf(third);
  expect(await predictionsOf(first)).toEqual(undisturbed);
  expect(await predictionsOf(second)).toEqual(undisturbed);
});
