/** Several keys with more evaluations than may run at once. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { runPrefix, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import worker from "../index.ts";
import { evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { endEvaluation, sweepEvaluations } from "./queue.ts";

const rows = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, text_a: "a warm film", label: i % 2 }));

beforeEach(async () => {
  await publish("teacher");
  await expectJson(201, putSuite("own/films?labels=negative,positive", rows));
});

async function newKey(name: string): Promise<string> {
  return (await expectJson(201, ask("/v1/keys", { body: { name, scopes: ["evaluate"] } }))).key;
}

const start = async (key: string | undefined, suite = "own/films"): Promise<string> =>
  (await expectJson(202, ask("/v1/evals", { key, body: { model: "tiny-teacher", suite } }))).id;

const list = async (query = "") => (await expectJson(200, ask(`/v1/evals${query}`))).evals as Record<string, string>[];

/** Waits until nothing is open; never may more than two be running. */
async function drained() {
  for (;;) {
    const open = (await list("?limit=100")).filter(({ status }) => status === "queued" || status === "running");
    expect(open.filter(({ status }) => status === "running").length).toBeLessThanOrEqual(2);
    if (open.length === 0) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Evaluations in the order of their turns. */
async function turns(): Promise<{ id: string; owner: string }[]> {
  const { results } = await env.DB.prepare("SELECT id, owner FROM evals WHERE turn IS NOT NULL ORDER BY turn").all();
  return results as { id: string; owner: string }[];
}

const paramsOf = async (id: string): Promise<EvaluationParams> => (await evalStore(env.DB).get(id))!.params;

/** An evaluation that has got its turn, and whose Workflow was never created. */
const pretendRunning = (params: EvaluationParams, turn: number) =>
  env.DB.prepare(
    "INSERT INTO evals (id, status, done, total, params, turn, created_at) VALUES (?, 'running', 0, 20, ?, ?, '2026')",
  )
    .bind(params.id, JSON.stringify(params), turn)
    .run();

test("three keys with many evaluations each are served in turn; one that fails lets the next in", async () => {
  const { sha256 } = await expectJson(201, putSuite("own/lost?labels=negative,positive", rows.slice(1)));
  await env.BUCKET.delete(suiteRowsKey("own/lost", sha256));
  // Both places are taken until everybody has asked.
  const template = await start(undefined, "own/lost");
  await drained();
  const params = await paramsOf(template);
  for (const [i, id] of ["run-a", "run-b"].entries()) await pretendRunning({ ...params, id }, 10 + i);
  const keys = [await newKey("one"), await newKey("two"), await newKey("three")];
  const ids: string[][] = [];
  for (const [k, key] of keys.entries()) {
    ids.push([]);
    for (let i = 0; i < 3; i++) ids[k]!.push(await start(key, k === 1 && i === 0 ? "own/lost" : "own/films"));
  }
  expect(await list("?status=queued")).toHaveLength(9);
  for (const id of ["run-a", "run-b"]) await endEvaluation(env, { ...params, id }, { status: "cancelled" });
  await drained();
  const states = (await list("?limit=100")).filter(({ id }) => ids.flat().includes(id!));
  expect(states).toHaveLength(9);
  expect(states.filter(({ status }) => status !== "complete")).toMatchObject([{ id: ids[1]![0], status: "failed" }]);
  const order = (await turns()).slice(-9).map(({ id }) => ids.findIndex((own) => own.includes(id)));
  expect(order.slice(0, 3)).toEqual([0, 1, 2]);
});

test("a queued evaluation can be cancelled and never runs", async () => {
  const running = [await start(undefined), await start(undefined)];
  const waiting = await start(undefined);
  const state = await expectJson(200, ask(`/v1/evals/${waiting}`, { method: "DELETE" }));
  expect(state).toMatchObject({ status: "cancelled" });
  await drained();
  expect((await turns()).map(({ id }) => id)).toEqual(running);
  await expect(env.EVALUATION.get(waiting)).rejects.toThrow(/not[._ ]found/i);
});

test("a sweep ends what died, starts what was lost, and moves the queue on", async () => {
  const [dead, lost] = ["run-dead", "run-lost"] as const;
  const template = await start(undefined);
  await drained();
  const params = JSON.parse(
    (await env.DB.prepare("SELECT params FROM evals WHERE id = ?").bind(template).first("params"))!,
  );
  for (const [i, id] of [dead, lost].entries()) await pretendRunning({ ...params, id }, 100 + i);
  const instance = await env.EVALUATION.create({ id: dead, params: { ...params, id: dead, suite: "own/none" } });
  await instance.terminate();
  const waiting = await start(undefined);
  expect(await expectJson(200, ask(`/v1/evals/${waiting}`))).toMatchObject({ status: "queued" });
  expect((await sweepEvaluations(env)).sort()).toEqual([lost, waiting].sort());
  await drained();
  const states = Object.fromEntries((await list()).map(({ id, status }) => [id, status]));
  expect(states).toEqual({ [dead]: "failed", [lost]: "complete", [template]: "complete", [waiting]: "complete" });
});

test("the cron trigger is such a sweep", async () => {
  const params = await paramsOf(await start(undefined));
  await drained();
  await pretendRunning({ ...params, id: "run-forgotten" }, 100);
  await worker.scheduled({} as ScheduledController, env);
  await drained();
  expect(await expectJson(200, ask("/v1/evals/run-forgotten"))).toMatchObject({ status: "complete" });
});

test("what a run wrote stays when it is complete, and goes with one that ends otherwise", async () => {
  const template = await start(undefined);
  await drained();
  const params = await paramsOf(template);
  const left = async (id: string) => (await env.BUCKET.list({ prefix: runPrefix(id) })).objects.length;
  expect(await left(template)).toBeGreaterThan(0);
  const ends = [{ status: "complete" }, { status: "cancelled" }, { status: "failed", error: "no luck" }] as const;
  for (const [i, end] of ends.entries()) {
    const id = `run-${end.status}`;
    await pretendRunning({ ...params, id }, 100 + i);
    await env.BUCKET.put(`${runPrefix(id)}shard-0.ndjson`, "{}");
    expect(await endEvaluation(env, { ...params, id }, end)).toBe(true);
    expect([end.status, await left(id)]).toEqual([end.status, end.status === "complete" ? 1 : 0]);
  }
});
