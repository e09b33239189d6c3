/** What Hugging Face's Python client needs of `/models` beside the shapes: it sends no parameter of ours, and shows a header. */
import { expect, test } from "vitest";
import { ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";

const PLACES = ["codepoint", "utf16"] as const;

test("the unit of places is taken from the address where the body names none", async () => {
  await publish("tagger");
  const inputs = "😀 We loved the charming film, not the boring script!";
  const places = async (query: string, parameters: object) => {
    const body = { inputs, parameters: { aggregation_strategy: "none", ignore_labels: [], ...parameters } };
    const answer = await expectJson(200, ask(`/models/tiny-tagger${query}`, { body }));
    return answer.map(({ start, end }: { start: number; end: number }) => [start, end]);
  };
  const [codepoint, utf16] = await Promise.all(PLACES.map((offset_unit) => places("", { offset_unit })));
  expect(codepoint).not.toEqual(utf16);
  expect(await places("", {})).toEqual(utf16);
  expect(await places("?offset_unit=codepoint", {})).toEqual(codepoint);
  expect(await places("?offset_unit=codepoint", { offset_unit: null })).toEqual(codepoint);
  expect(await places("?offset_unit=codepoint", { offset_unit: "utf16" })).toEqual(utf16);
  await expectJson(422, ask("/models/tiny-tagger?offset_unit=byte", { body: { inputs } }));
});

test("an error's sentence stands in a header, in ASCII", async () => {
  await publish("teacher");
  for (const [path, body] of [
    ["/models/nope", { inputs: "fine" }],
    ["/models/tiny-teacher", { inputs: "" }],
    ["/models/tiny-teacher", { inputs: "fine", parameters: { "größe\n": 1 } }],
    ["/models/größe", "{"],
    ["/models/tiny-teacher/nothing", {}],
  ] as const) {
    const response = await post(path, body);
    const { detail } = (await response.json()) as { detail: string };
    expect(response.headers.get("x-error-message")).toBe(detail.replace(/[^ -~]/gu, "?"));
  }
  expect((await post("/v1/compare", {})).headers.get("x-error-message")).toBeNull();
});

test("a regression takes the parameters of a classification, as it does in transformers", async () => {
  await publish("scorer");
  const scoreOf = async (parameters: object) =>
    (await expectJson(200, ask("/models/tiny-scorer", { body: { inputs: "the plot was good", parameters } })))[0][0]
      .score;
  const score = await scoreOf({});
  expect(await scoreOf({ top_k: 3, function_to_apply: "none" })).toBe(score);
  expect(await scoreOf({ function_to_apply: "sigmoid" })).toBeCloseTo(1 / (1 + Math.exp(-score)), 12);
  expect(await scoreOf({ function_to_apply: "softmax" })).toBe(1);
});

test("a model's health is told", async () => {
  await publish("teacher");
  expect(await expectJson(200, ask("/models/tiny-teacher/health"))).toEqual({ status: "ok" });
  expect((await expectJson(404, ask("/models/nope/health"))).type).toBe("model-missing");
});

test("any path may end in a slash", async () => {
  await publish("teacher");
  for (const path of ["/v1/models", "/v1/models/tiny-teacher", "/models/tiny-teacher/health", "/v2", "/openapi.json"]) {
    const [plain, slash] = await Promise.all([ask(path), ask(`${path}/`)]);
    expect([path, slash!.status, await slash!.text()]).toEqual([path, 200, await plain!.text()]);
  }
  expect((await ask("/models/tiny-teacher/", { body: { inputs: "fine" } })).status).toBe(200);
  const wrong = await ask("/models/tiny-teacher/", { method: "DELETE" });
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  expect((await ask("/v1/models//")).status).toBe(404);
});
