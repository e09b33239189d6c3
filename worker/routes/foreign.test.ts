/**
 * Models of which there is a graph and no description: onnxruntime alone runs them, with the answers that our own artefacts give. And those with relative
 * positions, which it alone runs, too.
 */
import { expect, test } from "vitest";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";
import { publishForeign } from "../test/foreign.ts";
import { post } from "../test/requests.ts";

const asked = (id: string, body: object) => expectJson(200, post(`/models/${id}`, body));

/** Equal, but for what floats do in two builds. */
function close(value: unknown): unknown {
  if (typeof value === "number") return expect.closeTo(value, 4);
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, close(each)]));
}

test.each([
  ["teacher", { inputs: ["a warm, funny film", { text: "not bad", text_pair: "at all" }] }, {}],
  ["tagger", { inputs: "the film was never dull" }, {}],
  [
    "reader",
    { inputs: { question: "who?", context: "the plot was dull" } },
    { outputs: ["start_logits", "end_logits"] },
  ],
] as const)("%s answers as the artefact that its graph is from", async (name, body, architecture) => {
  await publish(name);
  await publishForeign(name, {
    architecture: { ...architecture, outputs: [...("outputs" in architecture ? architecture.outputs : ["logits"])] },
  });
  const response = await post(`/models/foreign-${name}`, body);
  expect(response.headers.get("x-retort-runtime")).toBe("ort");
  expect(await response.json()).toEqual(close(await asked(`tiny-${name}`, body)));
});

test("vectors are one a token, or their mean or the first one; an array of texts nests them once more", async () => {
  await publishForeign("tagger", {
    task: "feature-extraction",
    labels: [],
    architecture: { head: { kind: "graph", out: 5 } },
  });
  const ask = (inputs: unknown, more: object = {}) => asked("foreign-tagger", { inputs, ...more });
  const tokens: number[][] = await ask("a warm film");
  expect(tokens.map(({ length }) => length)).toEqual([5, 5, 5, 5, 5]);
  expect(await ask(["a warm film", "dull"])).toEqual([tokens, expect.anything()]);
  const mean = [0, 1, 2, 3, 4].map((k) => tokens.reduce((sum, token) => sum + token[k]!, 0) / 5);
  expect(await ask("a warm film", { parameters: { pooling: "mean" } })).toEqual(close(mean));
  expect(await ask(["a warm film"], { parameters: { pooling: "cls" } })).toEqual([tokens[0]]);
  const unit: number[] = await ask("a warm film", { parameters: { pooling: "mean" }, normalize: true });
  expect(Math.hypot(...unit)).toBeCloseTo(1, 6);

  const body = { inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: ["a warm film"] }] };
  const { outputs } = await expectJson(200, post("/v2/models/foreign-tagger/infer", body));
  expect(outputs).toEqual([{ name: "logits", shape: [1, 5, 5], datatype: "FP32", data: close(tokens.flat()) }]);
});

test("of a text's own vector there is no mean", async () => {
  await publishForeign("teacher", { task: "feature-extraction", labels: [], architecture: { outputs: ["logits"] } });
  expect(await asked("foreign-teacher", { inputs: "dull" })).toHaveLength(2);
  const refused = post("/models/foreign-teacher", { inputs: "dull", parameters: { pooling: "mean" } });
  expect(await expectJson(422, refused)).toMatchObject({
    detail: "parameters.pooling: the model's graph pools by itself",
  });
});

test("what is known of it says that onnxruntime alone runs it; the engine refuses it, and its weights are not handed out", async () => {
  await publishForeign("teacher");
  const { models } = await expectJson(200, ask("/v1/models"));
  expect(models).toMatchObject([{ id: "foreign-teacher", method: "imported", trained_on: null, runtimes: ["ort"] }]);
  expect(await expectJson(422, post("/models/foreign-teacher?runtime=engine", { inputs: "x" }))).toMatchObject({
    type: "runtime-unsupported",
    detail:
      "foreign-teacher does not run on engine: it is a graph that somebody else made, which only onnxruntime runs.",
  });
  expect((await ask("/models/foreign-teacher/health")).status).toBe(200);
  expect((await ask("/v1/models/foreign-teacher/files/card.json")).status).toBe(200);
});

test("one that needs more memory than there is says so before it is read", async () => {
  await publishForeign("teacher", { architecture: { heap_bytes: 200 * 2 ** 20 } });
  expect(await expectJson(422, post("/models/foreign-teacher", { inputs: "x" }))).toMatchObject({
    detail:
      "foreign-teacher does not run on any runtime here: it takes 200 MiB of onnxruntime's heap, and models have 48 here.",
  });
});

test("an evaluation runs on onnxruntime unless told otherwise; of vectors there is none", async () => {
  await putSuite("glue/sst2", [{ id: "1", text_a: "dull", label: "negative" }]);
  await publishForeign("teacher");
  const started = await expectJson(202, ask("/v1/evals", { body: { model: "foreign-teacher", suite: "glue/sst2" } }));
  const state = async () => (await expectJson(200, ask(`/v1/evals/${started.id}`))).status;
  await expect.poll(state).toBe("complete");
  expect(await expectJson(200, ask(`/v1/runs/${started.id}`))).toMatchObject({ runtime: "ort" });
  await publishForeign("tagger", {
    task: "feature-extraction",
    labels: [],
    architecture: { head: { kind: "graph", out: 5 } },
  });
  const refused = ask("/v1/evals", { body: { model: "foreign-tagger", suite: "glue/sst2" } });
  expect(await expectJson(422, refused)).toMatchObject({
    detail: "foreign-tagger does feature-extraction; glue/sst2 is a text-classification suite.",
  });
});

test("of relative positions onnxruntime answers, about pairs too, without being asked for; the engine refuses in a sentence", async () => {
  await publish("apart");
  const { models } = await expectJson(200, ask("/v1/models"));
  expect(models).toMatchObject([{ id: "tiny-apart", runtimes: ["ort"] }]);
  for (const inputs of ["a warm film", { text: "not bad", text_pair: "at all" }]) {
    const response = await post("/models/tiny-apart", { inputs });
    expect([response.status, response.headers.get("x-retort-runtime")]).toEqual([200, "ort"]);
  }
  expect(await expectJson(422, post("/models/tiny-apart?runtime=engine", { inputs: "dull" }))).toMatchObject({
    type: "runtime-unsupported",
    detail:
      "tiny-apart does not run on engine: its attention depends on relative positions, which only onnxruntime computes.",
  });
});

test("an evaluation of relative positions runs on onnxruntime", async () => {
  await putSuite("glue/sst2", [{ id: "1", text_a: "dull", label: "negative" }]);
  await publish("apart");
  const started = await expectJson(202, ask("/v1/evals", { body: { model: "tiny-apart", suite: "glue/sst2" } }));
  await expect.poll(async () => (await expectJson(200, ask(`/v1/evals/${started.id}`))).status).toBe("complete");
  expect(await expectJson(200, ask(`/v1/runs/${started.id}`))).toMatchObject({ runtime: "ort" });
});

test("relative positions that are too large for onnxruntime's heap say so before they are read", async () => {
  const files = tinyFiles("apart");
  const card = { ...JSON.parse(new TextDecoder().decode(files[CARD_FILE])), id: "tiny-vast", bytes: 200_000_000 };
  await publishAs("tiny-vast", { ...files, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(card)) });
  expect(await expectJson(422, post("/models/tiny-vast", { inputs: "x" }))).toMatchObject({
    detail:
      "tiny-vast does not run on any runtime here: it takes about 215 MiB of onnxruntime's heap, and models have 48 here.",
  });
});
