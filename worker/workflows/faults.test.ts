/** Evaluations over stores that fail: what they leave is what they leave where nothing does. */
import type { WorkflowStep } from "cloudflare:workers";
import { env } from "cloudflare:workers";
import { NonRetryableError } from "cloudflare:workflows";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { predictionsKey, runPrefix } from "../../r2-assets/format/keys.ts";
import { evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { runStore } from "../storage/run-store.ts";
import { steadyEnv } from "../storage/steady-env.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { type Faults, faultyEnv } from "../test/faulty-stores.ts";
import { runEvaluation } from "./evaluation.ts";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(-0.45); // pauses a tenth as long as the shortest
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

/** Steps as Workflows make them, five tries each and no pause between; `tries` counts them by name. */
function stepping() {
  const tries = new Map<string, number>();
  const step = {
    async do<T>(name: string, { retries }: { retries: { limit: number } }, work: (context: object) => Promise<T>) {
      for (let attempt = 1; ; attempt++) {
        tries.set(name, attempt);
        try {
          return await work({ attempt });
        } catch (error) {
          if (error instanceof NonRetryableError || attempt > retries.limit) throw error;
        }
      }
    },
  };
  return { step: step as unknown as WorkflowStep, tries };
}

const rows = Array.from({ length: 150 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a: `film number ${i} is ${i % 3 === 0 ? "fine" : "slow"}`,
  label: i % 2 === 0 ? "negative" : "positive",
}));

/** The parameters of an evaluation as a request makes them, by one that runs to its end. */
async function finished(): Promise<EvaluationParams> {
  await publish("teacher");
  await expectJson(201, putSuite("own/films", rows));
  const { id } = await expectJson(202, ask("/v1/evals", { body: { model: "tiny-teacher", suite: "own/films" } }));
  await expect.poll(() => expectJson(200, ask(`/v1/evals/${id}`))).toMatchObject({ status: "complete" });
  return (await evalStore(env.DB).get(id))!.params;
}

/** Runs the same evaluation again under another id, and as the one whose turn it is. */
async function runAgain(like: EvaluationParams, id: string, faults: Faults) {
  const params = { ...like, id };
  await evalStore(env.DB).add(params, "admin", rows.length);
  await evalStore(env.DB).admit(9);
  const { step, tries } = stepping();
  await runEvaluation(steadyEnv(faultyEnv(env, faults)), params, step);
  return { params, tries };
}

const predictionsOf = async (id: string) => (await env.BUCKET.get(predictionsKey(id)))!.text();
const objectsOf = async (id: string) =>
  (await env.BUCKET.list({ prefix: runPrefix(id) })).objects.map(({ key }) => key.slice(runPrefix(id).length));

test("reads and writes that fail now and then, bodies that break off: the run is the same", async () => {
  const params = await finished();
  let calls = 0;
  const every = { 3: "fails", 8: "fails late", 11: "breaks off", 14: "fails" } as const;
  const { tries } = await runAgain(params, "run-faulty", () => every[(calls++ % 16) as keyof typeof every]);
  expect(calls).toBeGreaterThan(30);
  expect(await predictionsOf("run-faulty")).toBe(await predictionsOf(params.id));
  const [sound, faulty] = [await runStore(env.DB).get(params.id), await runStore(env.DB).get("run-faulty")];
  expect({ ...faulty, id: params.id }).toEqual(sound);
  expect((await evalStore(env.DB).get("run-faulty"))!.status).toBe("complete");
  expect(await objectsOf("run-faulty")).toEqual(await objectsOf(params.id));
  expect(Math.max(...tries.values())).toBeGreaterThan(1); // what is not repeated by itself, its step repeats
});

test("a shard's step that is done again overwrites its own object", async () => {
  const params = await finished();
  const written: string[] = [];
  const { tries } = await runAgain(params, "run-again", ({ store, call, key }) => {
    if (call === "put") written.push(key);
    // After the shard is written: its step notes how far it is, and that fails.
    return store === "database" && call.startsWith("UPDATE evals SET done") && written.length === 1
      ? "fails"
      : undefined;
  });
  expect(tries.get("shard 0")).toBe(2);
  expect(written.filter((key) => key === written[0])).toHaveLength(2);
  expect(await predictionsOf("run-again")).toBe(await predictionsOf(params.id));
});

test("a bucket that never answers again ends the evaluation with one sentence, and nothing of it is left", async () => {
  const params = await finished();
  let shards = 0;
  const dying = runAgain(params, "run-dying", ({ store, call, key }) => {
    if (call === "put" && key.includes("run-dying")) shards++;
    return store === "bucket" && shards > 0 && call === "get" ? "fails" : undefined;
  });
  await expect(dying).rejects.toThrow("the bucket does not answer for the moment");
  expect(await evalStore(env.DB).get("run-dying")).toMatchObject({
    status: "failed",
    error: "the bucket does not answer for the moment",
  });
  expect(await objectsOf("run-dying")).toEqual([]);
});
