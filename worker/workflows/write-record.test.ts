/** The last step of an evaluation, which may be done twice, or too late. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { predictionsKey, runPrefix, runRecordKey } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { runStore } from "../storage/run-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { rowsOf } from "../test/recorded-runs.ts";
import { cancelEvaluation } from "./evaluations.ts";
import { writeRecord } from "./write-record.ts";

let params: EvaluationParams;
let record: RunRecord;
beforeEach(async () => {
  const {
    id: suite,
    sha256: suite_sha256,
    metrics,
  }: SuiteInfo = await expectJson(201, putSuite("own/a", rowsOf("np")));
  const shared = {
    id: "run-last",
    suite,
    suite_sha256,
    model: "tiny-teacher",
    version: "0".repeat(12),
    method: "teacher",
    runtime: "ort",
    created_at: "2026-11-20T10:00:00.000Z",
    code: "test",
  } as const;
  const card = { parameters: 100, bytes: 400, teacher: null };
  params = { ...shared, card, kind: "classification", metrics, visibility: "public" };
  record = { ...shared, rows: 2, metrics: { accuracy: { value: 1, ci95: [0, 1] } }, primary: "accuracy", errors: 0 };
  await evalStore(env.DB).add(params, "admin", 2);
  await evalStore(env.DB).admit(2);
  await env.BUCKET.put(predictionsKey(record.id), "");
});

const keys = async () => (await env.BUCKET.list({ prefix: runPrefix(record.id) })).objects.map(({ key }) => key);
const status = async () => (await evalStore(env.DB).get(record.id))?.status;

test("the run is there and the evaluation complete, done once or twice", async () => {
  for (let times = 0; times < 2; times++) {
    await writeRecord(env, params, record);
    expect([await status(), await runStore(env.DB).get(record.id)]).toEqual(["complete", record]);
    expect(await keys()).toEqual([predictionsKey(record.id), runRecordKey(record.id)]);
  }
});

describe("leaves nothing", () => {
  test.each([
    ["of a cancelled evaluation", () => cancelEvaluation(env, params), "cancelled"],
    ["of one that was given up", () => evalStore(env.DB).end(record.id, "failed", "it died"), "failed"],
    [
      "of a run that was deleted before the step was done again",
      async () => {
        await writeRecord(env, params, record);
        expect((await ask(`/v1/runs/${record.id}`, { method: "DELETE" })).status).toBe(204);
      },
      undefined,
    ],
  ])("%s", async (_, meanwhile, after) => {
    await meanwhile();
    await env.BUCKET.put(predictionsKey(record.id), ""); // as a step may that does not know yet
    await writeRecord(env, params, record);
    expect([await status(), await runStore(env.DB).get(record.id), await keys()]).toEqual([after, null, []]);
  });
});
