/** Recorded runs of question answering hold no text: what is shown of them with the suite's rows here and without. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { KINDS } from "../../eval/kinds/index.ts";
import { predictionsKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { QaRow } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";

const TOWNS = ["Paris", "Rome", "Oslo", "Bern"];
/** Ids are not in the order of the upload. */
const rows: QaRow[] = TOWNS.map((town, i) => ({
  id: `q${9 - i}`,
  question: "Which town is it?",
  context: `It is ${town}, and no other than ${town}.`,
  answers: [{ text: town }],
}));
const stored = rows.toReversed();
const { judge } = KINDS["question-answering"];

let suite: SuiteInfo;
beforeEach(async () => {
  const { status: _, ...info } = await expectJson(201, putSuite("own/towns?task=question-answering", rows));
  suite = info;
  await putRun("run-a", ["Bern", "Oslo", "Rome", "It"]);
  await putRun("run-b", ["Bern", "It", "Rome", "Paris, and"]);
});

/** Answers in the order of the stored rows. */
async function putRun(id: string, answers: readonly string[]) {
  const record: RunRecord = {
    ...{ id, suite: suite.id, suite_sha256: suite.sha256, rows: 4, model: `external/${id}`, version: null },
    ...{ method: null, runtime: null, metrics: {}, primary: "f1", errors: 0 },
    ...{ created_at: "2026-11-20T10:00:00.000Z", code: "test" },
  };
  await env.BUCKET.put(predictionsKey(id), ndjson(answers.map((answer, i) => judge(stored[i]!, { answer }, suite))));
  await runStore(env.DB).put(record);
}

const shown = async (run: string, query = "", headers = {}) =>
  (await ask(`/v1/runs/${run}/predictions${query}`, { key: null, headers })).text();
const compare = async () => expectJson(200, ask("/v1/comparisons?run_a=run-a&run_b=run-b"));

/** As `retort runs --save` keeps it. */
async function record(run: string) {
  await env.BUCKET.put(predictionsKey(run), await shown(run, "?recorded=true"));
}
async function takeRowsAway() {
  await env.BUCKET.delete(suiteRowsKey(suite.id, suite.sha256));
  await suiteStore(env.DB).put(suite, "absent");
}

test("as a recorded run a run has places and digests, and no word of its suite", async () => {
  const lines = (await shown("run-a", "?recorded=true")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).prediction)).toEqual([
    [6, 10],
    [6, 10],
    [6, 10],
    [0, 2],
  ]);
  for (const line of lines) expect(line).not.toMatch(/Paris|Rome|Oslo|Bern|It/);
  expect(await shown("run-a", "?recorded=false")).toBe(await shown("run-a"));
  expect((await ask("/v1/runs/run-a/predictions?recorded=1")).status).toBe(422);
});

describe("with its rows", () => {
  test("a recorded run is shown as the run that it was, as JSON and as a table", async () => {
    const csv = { accept: "text/csv" };
    const [before, table] = [await shown("run-a"), await shown("run-a", "", csv)];
    await record("run-a");
    expect(await shown("run-a")).toBe(before);
    expect(await shown("run-a", "", csv)).toBe(table);
  });

  test("it compares with runs that were never recorded as it did", async () => {
    const before = await compare();
    expect(before).toMatchObject({
      n: 4,
      agreement: 0.5,
      examples: [{ id: "q7", gold: ["Oslo"], a: "Oslo", b: "It" }],
    });
    await record("run-a");
    await suiteStore(env.DB).put(suite, "ready"); // forgets what was computed
    expect(await compare()).toEqual(before);
  });
});

describe("without its rows", () => {
  test("recorded runs show their places and compare as before, but for texts", async () => {
    const before = await compare();
    for (const run of ["run-a", "run-b"]) await record(run);
    const kept = await shown("run-a", "?recorded=true");
    await takeRowsAway();
    expect(await shown("run-a")).toBe(kept);
    expect(await shown("run-a", "?recorded=true")).toBe(kept);
    const after = await compare();
    const untold = { examples: null, slices: null }; // no texts, and no lengths of texts
    expect({ ...after, ...untold }).toEqual({ ...before, ...untold });
    expect(after.examples).toMatchObject([{ id: "q7", a: [6, 10], b: [0, 2] }]);
  });

  test("no run is recorded, nor compared with one that is", async () => {
    await record("run-a");
    await takeRowsAway();
    expect((await expectJson(409, ask("/v1/runs/run-b/predictions?recorded=true"))).type).toBe("suite-absent");
    expect(await expectJson(409, ask("/v1/comparisons?run_a=run-a&run_b=run-b"))).toMatchObject({
      type: "not-comparable",
      detail:
        "One run has the texts of q6, the other has places and digests alone, and the suite's rows, by which the two could be compared, are not here.",
    });
  });
});

test("an answer that is no piece of its context can't be recorded", async () => {
  await putRun("run-a", ["Bern", "Oslo", "a town", "It"]);
  expect(await expectJson(409, ask("/v1/runs/run-a/predictions?recorded=true"))).toMatchObject({
    type: "text-unplaced",
    detail: "The answer to q8 is no piece of its context.",
  });
});

test("a copy that shows places is of no use once there are texts", async () => {
  const tag = async (query: string) => (await ask(`/v1/runs/run-a/predictions${query}`)).headers.get("etag");
  const tags = [await tag(""), await tag("?recorded=true")];
  await takeRowsAway();
  tags.push(await tag(""));
  expect(new Set(tags).size).toBe(3);
});
