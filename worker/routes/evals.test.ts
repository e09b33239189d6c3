import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { perturbRow } from "../../eval/kinds/perturb-row.ts";
import { PERTURBATION_NAMES, perturbationNamed } from "../../eval/perturbations/index.ts";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { CARD_FILE, runRecordKey, shardsPrefix, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { rank, tokenize } from "../pipelines/classify.ts";
import { runEncodings } from "../pipelines/run-encodings.ts";
import { getModel } from "../runtime/models.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";

const WORDS = "a warm funny film but the story was slow and never moving".split(" ");

/** 150 rows, so that there are two shards; two of them no model could answer. */
const rows = Array.from({ length: 150 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a:
    i % 100 === 42
      ? "  "
      : WORDS.slice(i % 5, 4 + (i % 9))
          .join(" ")
          .concat(` ${i}`),
  label: i % 2 === 0 ? "negative" : "positive",
}));

let versions: Record<"teacher" | "student" | "topics" | "tagger", string>;
let suiteSha256: string;
beforeEach(async () => {
  versions = await publish("teacher", "student", "topics", "tagger");
  suiteSha256 = (await expectJson(201, putSuite("own/films", rows))).sha256;
});

const start = (body: object) => ask("/v1/evals", { body: { model: "tiny-teacher", suite: "own/films", ...body } });

async function startAndWait(body: object = {}): Promise<{ id: string; state: Record<string, unknown> }> {
  const { id } = await expectJson(202, start(body));
  return { id, state: await over(id) };
}

async function over(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const state = await expectJson(200, ask(`/v1/evals/${id}`, { key: null }));
    if (state.status !== "queued" && state.status !== "running") return state;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

async function predictionsOf(id: string): Promise<ClassificationPrediction[]> {
  const answer = await ask(`/v1/runs/${id}/predictions`);
  return (await answer.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("an evaluation leaves the run that scoring every row by hand gives", async () => {
  const started = await start({});
  const { id, status } = await expectJson(202, started);
  expect([status, started.headers.get("location")]).toEqual(["queued", `/v1/evals/${id}`]);
  expect(await over(id)).toEqual({
    created_at: expect.any(String),
    id,
    status: "complete",
    model: "tiny-teacher",
    version: versions.teacher,
    suite: "own/films",
    progress: { done: 150, total: 150 },
  });

  const lookup = await getModel(env, "tiny-teacher");
  if (lookup.kind !== "found") throw new Error(lookup.kind);
  const { model } = lookup;
  const answerable = rows.filter((row) => row.text_a.trim() !== "");
  const texts = answerable.map((row) => ({ text: row.text_a }));
  const logits = await runEncodings(model, tokenize(model, texts).encodings);
  const byHand = new Map(answerable.map((row, i) => [row.id, rank(model.card.labels, logits[i]!)[0]!.label]));

  const predictions = await predictionsOf(id);
  expect(predictions.map((p) => [p.id, p.prediction])).toEqual(rows.map((row) => [row.id, byHand.get(row.id) ?? null]));
  expect(predictions.filter((p) => p.error).map((p) => p.id)).toEqual(["row-042", "row-142"]);

  const correct = rows.filter((row) => byHand.get(row.id) === row.label).length;
  const record = await expectJson(200, ask(`/v1/runs/${id}`));
  const { parameters, bytes, teacher } = model.card; // for readers that have the run and not the model
  expect(record).toMatchObject({
    ...{ id, parameters, bytes, teacher },
    suite: "own/films",
    suite_sha256: suiteSha256,
    rows: 150,
    model: "tiny-teacher",
    version: versions.teacher,
    method: "teacher",
    runtime: "engine",
    metrics: { accuracy: { value: correct / 150, ci95: wilson(correct, 150) } },
    primary: "accuracy",
    errors: 2,
    code: "test",
  });
  expect(JSON.parse(await (await env.BUCKET.get(runRecordKey(id)))!.text())).toEqual(record);
  expect((await env.BUCKET.list({ prefix: shardsPrefix(id) })).objects).toEqual([]);
});

test("a run on the engine says so, and scores as one on onnxruntime", async () => {
  const runs = await Promise.all((["ort", "engine"] as const).map((runtime) => startAndWait({ runtime, limit: 60 })));
  const [ort, engine] = await Promise.all(runs.map(({ state }) => expectJson(200, ask(`/v1/runs/${state.id}`))));
  expect([ort.runtime, engine.runtime]).toEqual(["ort", "engine"]);
  expect(engine.metrics.accuracy).toEqual(ort.metrics.accuracy);
  expect(engine.metrics.brier.value).toBeCloseTo(ort.metrics.brier.value, 5); // of floats, whose last bits differ
});

test("limit and sample score a part, and the run says so", async () => {
  const limited = await startAndWait({ limit: 70 });
  const sampled = await startAndWait({ sample: 80, limit: 75, model: `tiny-student@${versions.student}` });
  expect(limited.state).toMatchObject({ status: "complete", progress: { done: 70, total: 70 } });
  expect(await expectJson(200, ask(`/v1/runs/${limited.id}`))).toMatchObject({ rows: 70, limit: 70 });
  expect(await expectJson(200, ask(`/v1/runs/${sampled.id}`))).toMatchObject({ rows: 75, sample: 80, limit: 75 });
  const ids = rows.map((row) => row.id);
  expect((await predictionsOf(sampled.id)).map((p) => p.id)).toEqual(
    chooseRows(ids, { sample: 80, limit: 75 }).map((i) => ids[i]),
  );
  expect((await env.BUCKET.list({ prefix: shardsPrefix(sampled.id) })).objects).toEqual([]);
});

test("the events end with the final state, each different from the one before", async () => {
  const { id } = await expectJson(202, start({}));
  const stream = await ask(`/v1/evals/${id}/events`, { key: null });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const events = (await stream.text()).trim().split("\n\n");
  let last = "";
  const states = events.map((event) => {
    const [, name, data, eventId] = /^event: (\w+)\ndata: (.*)\nid: (.*)$/.exec(event) ?? [];
    expect(name).toBe("progress");
    last = eventId!;
    return JSON.parse(data!);
  });
  const again = (had: string) => ask(`/v1/evals/${id}/events`, { key: null, headers: { "last-event-id": had } });
  expect((await again(last)).status).toBe(204);
  expect((await (await again("running-0")).text()).trim()).toBe(events.at(-1));
  expect(states.at(-1)).toEqual(await over(id));
  expect(new Set(events).size).toBe(events.length);
  expect(states.map((s) => s.progress.done)).toEqual(states.map((s) => s.progress.done).sort((a, b) => a - b));
});

test("an upload and a release meanwhile change nothing: rows and version are those of the start", async () => {
  await expectJson(201, putSuite("own/changing", rows));
  const { id } = await expectJson(202, start({ suite: "own/changing" }));
  await expectJson(200, putSuite("own/changing", rows.slice(0, 10)));
  const files = tinyFiles("teacher");
  const card = new TextDecoder().decode(files[CARD_FILE]).replace("Random weights", "Other random weights");
  const released = await publishAs("tiny-teacher", {
    ...files,
    [CARD_FILE]: new TextEncoder().encode(card),
  });
  expect(await over(id)).toMatchObject({ status: "complete", version: versions.teacher });
  expect(await expectJson(200, ask(`/v1/runs/${id}`))).toMatchObject({
    rows: 150,
    suite_sha256: suiteSha256,
    version: versions.teacher,
  });
  const next = await startAndWait({ suite: "own/changing" });
  expect(next.state).toMatchObject({ version: released, progress: { done: 10, total: 10 } });
});

test("a cancelled evaluation stays cancelled, leaves no run, and can't be cancelled twice", async () => {
  const { id } = await expectJson(202, start({}));
  const state = await expectJson(200, ask(`/v1/evals/${id}`, { method: "DELETE" }));
  expect(state).toMatchObject({ id, status: "cancelled" });
  expect(await over(id)).toMatchObject({ status: "cancelled" });
  await expectJson(404, ask(`/v1/runs/${id}`));
  const problem = await expectJson(409, ask(`/v1/evals/${id}`, { method: "DELETE" }));
  expect(problem.detail).toBe(`The evaluation ${id} is already cancelled.`);
  const instance = await env.EVALUATION.get(id);
  expect((await instance.status()).status).toBe("terminated");
});

test("an evaluation that can't be done fails, and says why", async () => {
  const { sha256 } = await expectJson(201, putSuite("own/lost", rows));
  await env.BUCKET.delete(suiteRowsKey("own/lost", sha256));
  const { id, state } = await startAndWait({ suite: "own/lost" });
  expect(state).toMatchObject({ status: "failed", error: `the bucket has no suites/own/lost/${sha256}.ndjson` });
  await expectJson(404, ask(`/v1/runs/${id}`));
});

test("an evaluation that got its turn but never started is started by resume, and one that runs goes on", async () => {
  const { id } = await expectJson(202, start({}));
  await over(id);
  const params = await env.DB.prepare("SELECT params FROM evals WHERE id = ?").bind(id).first<string>("params");
  const lost = { ...JSON.parse(params!), id: "run-lost" };
  await env.DB.prepare(
    "INSERT INTO evals (id, status, done, total, params, turn, created_at) VALUES (?, 'running', 0, 150, ?, 100, ?)",
  )
    .bind(lost.id, JSON.stringify(lost), lost.created_at)
    .run();
  const going = await expectJson(202, start({}));
  const { resumed } = await expectJson(200, ask("/v1/evals/resume", { method: "POST" }));
  expect(resumed).toContain("run-lost");
  for (const each of ["run-lost", going.id]) expect(await over(each)).toMatchObject({ status: "complete" });
  expect((await expectJson(200, ask("/v1/evals/resume", { method: "POST" }))).resumed).toEqual([]);
});

test("a perturbation scores the rows it changes, changed, and counts the others", async () => {
  const { id, state } = await startAndWait({ perturbation: "word-splits" });
  expect(state).toMatchObject({ status: "complete", perturbation: "WordSplits", progress: { done: 150, total: 150 } });
  const record = await expectJson(200, ask(`/v1/runs/${id}`));
  expect(record).toMatchObject({ perturbation: "WordSplits", rows: 150 - record.unchanged });
  const perturbation = perturbationNamed("WordSplits")!;
  const changed = rows.filter((row) => perturbRow("classification", row, perturbation) !== null);
  expect(changed.length).toBeGreaterThan(0);
  expect((await predictionsOf(id)).map((p) => p.id)).toEqual(changed.map((row) => row.id));
  expect(await expectJson(200, ask("/v1/evals?status=complete"))).toMatchObject({ evals: [{ id }] });
  const table = await (await ask("/v1/evals", { headers: { accept: "text/csv" } })).text();
  expect(table).toMatch(`\r\n${id},complete,tiny-teacher,${versions.teacher},own/films,,,WordSplits,150,150,`);
});

const DIGITS = [0, 1].map((i) => ({ id: `${i}`, text_a: `${i}`, label: i }));

test("a perturbation that changes nothing leaves no run, and says why", async () => {
  await expectJson(201, putSuite("own/digits?labels=negative,positive", DIGITS));
  const { id, state } = await startAndWait({ suite: "own/digits", perturbation: "Contractions" });
  expect(state).toMatchObject({ status: "failed", error: "Contractions leaves every row of own/digits as it is" });
  await expectJson(404, ask(`/v1/runs/${id}`));
  expect((await env.BUCKET.list({ prefix: `runs/${id}/` })).objects).toEqual([]);
});

test("rows that were replaced go with the last evaluation that needed them", async () => {
  const { sha256 } = await expectJson(201, putSuite("own/replaced", rows));
  const { id } = await expectJson(202, start({ suite: "own/replaced" }));
  await expectJson(200, putSuite("own/replaced", rows.slice(0, 10)));
  expect(await over(id)).toMatchObject({ status: "complete", progress: { done: 150, total: 150 } });
  await vi.waitFor(async () => expect(await env.BUCKET.head(suiteRowsKey("own/replaced", sha256))).toBeNull(), {
    timeout: 120_000,
  });
});

test("a scored-only suite is scored whole: figures of a few rows would tell their gold", async () => {
  await expectJson(201, putSuite("own/hidden?visibility=scored-only", rows));
  for (const part of [{ limit: 1 }, { sample: 20 }]) {
    const { detail } = await expectJson(422, start({ suite: "own/hidden", ...part }));
    expect(detail).toMatch(/^own\/hidden is scored-only: .* leave out limit and sample\.$/);
  }
});

describe("refuses", () => {
  test.each([
    ["an unknown model", { model: "nobody" }, 404, "There is no model nobody."],
    ["a name that is none", { model: "No Model" }, 404, "There is no model No Model."],
    ["an unknown version", { model: "tiny-teacher@0123456789ab" }, 404, "There is no model tiny-teacher@0123456789ab."],
    ["an unknown suite", { suite: "no/such" }, 404, "There is no suite no/such."],
    [
      "other labels",
      { model: "tiny-topics" },
      422,
      "tiny-topics can't be scored on own/films: the model answers arts, science, sport; the suite's labels are negative, positive.",
    ],
    [
      "an unknown perturbation",
      { perturbation: "rot13" },
      422,
      `There is no perturbation rot13; there are ${PERTURBATION_NAMES.join(", ")}.`,
    ],
    [
      "a model of another task",
      { model: "tiny-tagger" },
      422,
      "tiny-tagger does token-classification; own/films is a text-classification suite.",
    ],
    [
      "glue/sst2 without its data",
      { suite: "glue/sst2" },
      409,
      "The rows of glue/sst2 are not here: upload them with PUT /v1/suites/glue/sst2.",
    ],
  ])("%s", async (_, body, status, detail) => {
    expect((await expectJson(status, start(body))).detail).toBe(detail);
  });

  test.each([{ limit: 0 }, { sample: 1.5 }, { limit: "3" }, { modle: "x" }, { suite: 3 }])("%j", async (body) => {
    await expectJson(422, start(body));
  });

  test("a suite known by its description alone", async () => {
    const suites = suiteStore(env.DB);
    const known = await suites.get("own/films");
    await suites.put({ ...known!.info, id: "own/absent" }, "absent");
    expect((await expectJson(409, start({ suite: "own/absent" }))).type).toBe("suite-absent");
    await suites.mark("own/absent", "registering");
    expect((await expectJson(409, start({ suite: "own/absent" }))).type).toBe("suite-registering");
  });

  test("malformed JSON, another content type, no key, no scope, no evaluation", async () => {
    const typed = { headers: { "content-type": "application/json" } };
    await expectJson(400, ask("/v1/evals", { method: "POST", body: "{", ...typed }));
    await expectJson(415, ask("/v1/evals", { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }));
    await expectJson(401, ask("/v1/evals", { body: {}, key: null }));
    const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "w", scopes: ["write"] } }));
    await expectJson(403, ask("/v1/evals", { body: {}, key }));
    await expectJson(403, ask("/v1/evals/resume", { method: "POST", key }));
    await expectJson(404, ask("/v1/evals/run-none"));
    await expectJson(422, ask("/v1/evals?status=odd"));
    await expectJson(404, ask("/v1/evals/run-none/events"));
    await expectJson(404, ask("/v1/evals/run-none", { method: "DELETE" }));
  });
});
