import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";
import { get } from "../test/requests.ts";

let versions: { teacher: string; student: string };
beforeEach(async () => {
  versions = await publish("teacher", "student");
});

const ids = async (query: string) => {
  const { models } = (await (await get(`/v1/models${query}`)).json()) as { models: { id: string }[] };
  return models.map(({ id }) => id);
};

test("the list says of each model what its card says, with teacher over student as compression", async () => {
  const { models } = (await (await get("/v1/models")).json()) as { models: Record<string, unknown>[] };
  const card = JSON.parse(new TextDecoder().decode(tinyFiles("student")[CARD_FILE]));
  expect(models.map(({ id }) => id)).toEqual(["tiny-student", "tiny-teacher"]);
  expect(models[0]).toEqual({
    id: "tiny-student",
    version: versions.student,
    task: "text-classification",
    trained_on: "glue/sst2",
    subset: null,
    method: "pkd-skip",
    teacher: "tiny-teacher",
    taught_by_answers_of: [],
    labels: ["negative", "positive"],
    parameters: card.parameters,
    bytes: card.bytes,
    compression: { parameters: 40_000 / card.parameters, bytes: 160_000 / card.bytes },
    runtimes: ["engine", "ort"],
    max_length: 32,
    results: [],
  });
  expect(models[1]).toMatchObject({ teacher: null, compression: null });
});

test("a model of several suites is found by each of them", async () => {
  const files = tinyFiles("tagger");
  const card = JSON.parse(new TextDecoder().decode(files[CARD_FILE]));
  card.training.suites = ["wikiann/en", "wikiann/de"];
  await publishAs("tiny-tagger", { ...files, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(card)) });
  expect(await ids("?trained_on=wikiann/en")).toEqual(["tiny-tagger"]);
  expect(await ids("?trained_on=wikiann/de")).toEqual(["tiny-tagger"]);
  expect(await ids("?trained_on=wikiann/nl")).toEqual([]);
});

test("filters narrow the list, and an unknown value is refused", async () => {
  expect(await ids("?method=pkd-skip")).toEqual(["tiny-student"]);
  expect(await ids("?task=text-classification&trained_on=glue/sst2")).toEqual(["tiny-student", "tiny-teacher"]);
  expect(await ids("?task=question-answering")).toEqual([]);
  expect(await ids("?trained_on=glue/cola")).toEqual([]);
  const response = await get("/v1/models?task=poetry");
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ type: "invalid-request", errors: [{ path: "task" }] });
});

test("the list as CSV has a model a line", async () => {
  const response = await get("/v1/models", { accept: "text/csv" });
  expect(response.headers.get("content-type")).toContain("text/csv");
  const [header, first] = (await response.text()).split("\r\n");
  expect(header).toMatch(/^id,version,task,trained_on,method,teacher,labels,parameters,bytes,/);
  expect(first).toContain(`tiny-student,${versions.student},text-classification,glue/sst2,pkd-skip,tiny-teacher,`);
});

test("a model's page is its whole card", async () => {
  const response = await get("/v1/models/tiny-student");
  expect(await response.json()).toEqual(JSON.parse(new TextDecoder().decode(tinyFiles("student")[CARD_FILE])));
  expect(response.headers.get("x-retort-model")).toBe(`tiny-student@${versions.student}`);
  expect((await get(`/v1/models/tiny-student@${versions.student}`)).status).toBe(200);
});

test("an unknown model or version is 404", async () => {
  for (const ref of ["nope", "tiny-student@0123456789ab", "Nope"]) {
    const response = await get(`/v1/models/${ref}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "model-missing", detail: `There is no model ${ref}.` });
  }
});

test("a damaged card hides its own model only", async () => {
  const version = (await publish("topics")).topics;
  await env.BUCKET.put(modelKey("tiny-topics", version, CARD_FILE), "{}");
  expect(await ids("")).toEqual(["tiny-student", "tiny-teacher"]);
  const response = await get("/v1/models/tiny-topics");
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ type: "model-damaged" });
});

test("a rollback is one write, seen without a restart", async () => {
  const seen = async () => (await get("/v1/models/tiny-teacher")).headers.get("x-retort-model");
  expect(await seen()).toBe(`tiny-teacher@${versions.teacher}`);
  const manifest = (await (await env.BUCKET.get(MANIFEST_KEY))!.json()) as { models: Record<string, object> };
  await env.BUCKET.put(
    MANIFEST_KEY,
    JSON.stringify({ ...manifest, models: { "tiny-student": manifest.models["tiny-student"] } }),
  );
  await expect.poll(async () => (await get("/v1/models/tiny-teacher")).status).toBe(404);
});
