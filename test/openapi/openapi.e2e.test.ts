/** Every route's live answers, good and bad, against `/openapi.json`: what the document promises is what comes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { serveTiny, type TinyServer } from "../clients/server.ts";
import { ApiDocument, type Document } from "./document.ts";

let server: TinyServer;
let key: string;
let document: ApiDocument;
/** Operations by their statuses that came up, and everything that was otherwise than documented. */
const seen = new Map<string, Set<number>>();
const flaws = new Set<string>();

interface Asked {
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent with the request unless null. */
  by?: string | null;
}

/** Asks, holds the answer against the document, and returns its JSON (or text). */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(request: string, { body, headers = {}, by = key }: Asked = {}): Promise<any> {
  const [method, path] = request.split(" ") as [string, string];
  const raw = body === undefined || typeof body === "string";
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(!raw && { "content-type": "application/json" }),
      ...(by !== null && { authorization: `Bearer ${by}` }),
      ...headers,
    },
    ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { pathname } = new URL(path, server.url);
  for (const flaw of document.flaws({ method, path: pathname, response, body: bytes })) flaws.add(flaw);
  const operation = document.operationOf(method, pathname) ?? request;
  seen.set(operation, (seen.get(operation) ?? new Set()).add(response.status));
  const text = new TextDecoder().decode(bytes);
  return (response.headers.get("content-type") ?? "").includes("json") && !text.includes("\n")
    ? JSON.parse(text)
    : text;
}

beforeAll(async () => {
  server = await serveTiny("teacher", "student", "tagger", "reader", "scorer", "intents");
  ({ key } = await ensureAdminKey());
  document = new ApiDocument((await (await fetch(`${server.url}/openapi.json`)).json()) as Document);
});
afterAll(() => server?.stop());

const ROWS = Array.from({ length: 12 }, (_, i) => ({
  id: `row-${i}`,
  text_a: `${i % 2 ? "a warm, funny film" : "the plot was awful"} ${i}`,
  label: i % 2 ? "positive" : "negative",
}));
/** So many that an evaluation of them can still be cancelled. */
const MANY = Array.from({ length: 3000 }, (_, i) => ({
  ...ROWS[i % 2]!,
  id: `row-${i}`,
  text_a: "good ".repeat(60) + i,
}));
const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const NDJSON = { "content-type": "application/x-ndjson" };
const CSV = { accept: "text/csv" };
const AT_HAND = { "if-none-match": "*" };
const WAYS: Record<string, string>[] = [{}, CSV, AT_HAND];
const SUITE = "/v1/suites/own/films";

/** A run of a tiny model on the suite. */
async function evaluated(model: string, more: object = {}): Promise<string> {
  const { id } = await ask("POST /v1/evals", { body: { model, suite: "own/films", ...more } });
  await ask(`GET /v1/evals/${id}/events`);
  const { status, progress } = await ask(`GET /v1/evals/${id}`);
  expect(status).toBe("complete");
  await ask(`GET /v1/evals/${id}/events`, { headers: { "last-event-id": `complete-${progress.done}` } });
  return id;
}

async function askModels() {
  for (const query of ["", "?task=text-classification", "?task=none"]) await ask(`GET /v1/models${query}`);
  await ask("GET /v1/models", { headers: CSV });
  for (const path of ["tiny-teacher", "tiny-tagger", "tiny-intents", "nope"]) {
    await ask(`GET /v1/models/${path}`);
    await ask(`GET /models/${path}/health`);
    await ask(`GET /v2/models/${path}`);
    await ask(`GET /v2/models/${path}/ready`);
  }
  await ask("GET /v1/models/tiny-teacher", { headers: AT_HAND });
  const { version } = await ask("GET /v1/models").then(({ models }) => models[0]);
  const { name: id } = await ask("POST /v2/repository/index").then(([first]) => first);
  for (const pinned of [version, "0123456789ab"]) {
    await ask(`GET /v2/models/${id}/versions/${pinned}`);
    await ask(`GET /v2/models/${id}/versions/${pinned}/ready`);
    const body = { inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: ["fine"] }] };
    await ask(`POST /v2/models/${id}/versions/${pinned}/infer`, { body });
  }
  for (const path of ["", "/health/live", "/health/ready"]) await ask(`GET /v2${path}`);
}

async function askForAnswers() {
  const question = { question: "was it good?", context: "The film was charming." };
  for (const [id, inputs, parameters] of [
    ["teacher", ["fine", { text: "fine", text_pair: "good" }]],
    ["tagger", "We loved it.", { aggregation_strategy: "none" }],
    ["tagger", ["We loved the charming film, not the boring script!"]],
    ["reader", question, { top_k: 3 }],
    ["reader", [question]],
    ["scorer", "fine"],
    ["teacher", []],
    ["nope", "fine"],
  ] as const)
    await ask(`POST /models/tiny-${id}`, { body: { inputs, parameters: parameters ?? null } });
  const text = (...data: string[]) => ({ name: "text", shape: [data.length], datatype: "BYTES", data });
  for (const [id, body] of [
    ["teacher", { inputs: [text("fine", "good")], id: "1", parameters: { binary_data_output: true } }],
    ["teacher", { inputs: [text("fine")], outputs: [{ name: "logits", parameters: { classification: 1 } }] }],
    ["intents", { inputs: [text("fine")] }],
    ["reader", { inputs: [text("fine"), { ...text("good"), name: "text_pair" }] }],
    ["nope", { inputs: [text("fine")] }],
    ["teacher", { inputs: [] }],
  ] as const)
    await ask(`POST /v2/models/tiny-${id}/infer`, { body });
  for (const models of [["tiny-teacher", "tiny-student"], ["nope"], []])
    await ask("POST /v1/compare", { body: { models, inputs: ["fine", { text: "good" }] } });
  const long = JSON.stringify({ inputs: "x".repeat(2 ** 20) });
  for (const path of ["/models/tiny-teacher", "/v2/models/tiny-teacher/infer", "/v1/compare"])
    for (const [body, type] of [
      ["{", "application/json"],
      ["{}", "text/plain"],
      [long, "application/json"],
    ] as const)
      await ask(`POST ${path}`, { body, headers: { "content-type": type } });
}

async function askForEvaluations() {
  for (const _ of [1, 2]) await ask(`PUT ${SUITE}`, { body: ndjson(ROWS), headers: NDJSON });
  await ask("PUT /v1/suites/own/others", { body: ndjson(MANY), headers: NDJSON });
  for (const [body, headers, by] of [
    ["{", NDJSON, key],
    [ndjson([{ id: 1 }]), NDJSON, key],
    [ndjson(ROWS), { "content-type": "text/plain" }, key],
    [ndjson(ROWS), NDJSON, null],
  ] as const)
    await ask("PUT /v1/suites/own/bad", { body, headers, by });
  for (const path of ["/v1/suites", SUITE, "/v1/suites/own/none"])
    for (const headers of WAYS) await ask(`GET ${path}`, { headers });

  const teacher = await evaluated("tiny-teacher");
  const student = await evaluated("tiny-student");
  await evaluated("tiny-teacher", { perturbation: "CharTypos" });
  for (const body of [{ model: "nope", suite: "own/films" }, { model: "tiny-tagger", suite: "own/films" }, {}])
    await ask("POST /v1/evals", { body });
  await ask("POST /v1/evals", { body: {}, by: null });
  await ask("POST /v1/evals/resume");
  for (const query of ["", "?status=complete", "?status=odd"]) await ask(`GET /v1/evals${query}`);
  await ask("GET /v1/evals", { headers: CSV });
  await ask("GET /v1/evals/none");
  await ask("GET /v1/evals/none/events");
  const { id: cancelled } = await ask("POST /v1/evals", { body: { model: "tiny-teacher", suite: "own/others" } });
  for (const _ of [1, 2]) await ask(`DELETE /v1/evals/${cancelled}`);

  const predictions = ROWS.map(({ id, label }) => ({ id, label }));
  const submission = { suite: "own/films", model: { name: "theirs" }, predictions };
  const { id: submitted } = await ask("POST /v1/submissions", { body: submission });
  await ask("POST /v1/submissions", { body: { ...submission, predictions: predictions.slice(1) } });
  await ask("POST /v1/submissions", { body: { ...submission, suite: "own/none" } });
  for (const headers of WAYS)
    for (const path of ["", `/${teacher}`, `/${teacher}/predictions`, "/run-none", "/run-none/predictions"])
      await ask(`GET /v1/runs${path}`, { headers });
  await ask("GET /v1/runs?limit=0");
  for (const headers of [{}, CSV])
    for (const query of [
      "leaderboard?suite=own/films",
      "leaderboard?suite=own/none",
      "leaderboard",
      `comparisons?run_a=${teacher}&run_b=${student}`,
      "comparisons?a=tiny-teacher&b=tiny-student&suite=own/films",
      "comparisons?a=tiny-teacher&b=nope&suite=own/films",
      "comparisons",
      "robustness?model=tiny-teacher&suite=own/films",
      "robustness?model=nope&suite=own/films",
      "robustness",
    ])
      await ask(`GET /v1/${query}`, { headers });
  for (const path of [`/v1/runs/${submitted}`, "/v1/runs/run-none", "/v1/suites/own/others", "/v1/suites/own/none"]) {
    await ask(`DELETE ${path}`, { by: null });
    await ask(`DELETE ${path}`);
  }
}

async function askForKeysAndMeasurements() {
  const { id, key: weak } = await ask("POST /v1/keys", { body: { name: "weak", scopes: ["evaluate"] } });
  await ask("POST /v1/keys", { body: { name: "weak", scopes: ["none"] } });
  for (const by of [key, weak, null]) {
    await ask("GET /v1/keys", { by });
    await ask("POST /v1/evals/resume", { by });
  }
  const { version, method } = await ask("GET /v1/models/tiny-teacher").then(async ({ method }) => {
    const { models } = await ask("GET /v1/models?task=text-classification");
    return { method, version: models.find((one: { id: string }) => one.id === "tiny-teacher").version };
  });
  const measurement = {
    ...{ model: "tiny-teacher", version, method, machine: "a machine", runtime: "engine" },
    ...{ tokens: 16, batch: 1, p50: 1.5, p95: 2.5, p99: 3.5, n: 100 },
  };
  const { id: measured } = await ask("POST /v1/measurements", { body: measurement });
  await ask("POST /v1/measurements", { body: { ...measurement, model: "nope" } });
  await ask("POST /v1/measurements", { body: {} });
  for (const query of ["", "?model=tiny-teacher", "?limit=0"]) await ask(`GET /v1/measurements${query}`);
  await ask("GET /v1/measurements", { headers: CSV });
  for (const path of [`measurements/${measured}`, "measurements/none", `keys/${id}`, "keys/none"]) {
    await ask(`DELETE /v1/${path}`, { by: null });
    await ask(`DELETE /v1/${path}`);
  }
}

test("answers are as the document says, and no operation of it is left out", async () => {
  await askModels();
  await askForAnswers();
  await askForEvaluations();
  await askForKeysAndMeasurements();
  expect([...flaws]).toEqual([]);
  const succeeded = (statuses: Set<number> | undefined) => [...(statuses ?? [])].some((status) => status < 300);
  expect(document.operations.filter((operation) => !succeeded(seen.get(operation)))).toEqual([]);
});
