import { beforeEach, expect, test } from "vitest";
import golden from "../../test/golden/classify.json";
import { publish } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";

beforeEach(async () => {
  await publish("teacher", "student", "topics");
});

interface Comparison {
  results: { input: unknown; outputs: { model: string; label: string; score: number; logits: number[] }[] }[];
  agreement: { a: string; b: string; rate: number }[];
}

test("each model's answer stands beside the others', with logits equal to PyTorch's", async () => {
  const inputs = golden.cases.map(({ text, text_pair }) => (text_pair === undefined ? text : { text, text_pair }));
  const response = await post("/v1/compare", { models: ["tiny-teacher", "tiny-student"], inputs });
  const { results, agreement } = (await response.json()) as Comparison;
  expect(results.map(({ input }) => input)).toEqual(inputs);
  for (const [i, { outputs }] of results.entries()) {
    expect(outputs.map(({ model }) => model)).toEqual(["tiny-teacher", "tiny-student"]);
    for (const [k, logit] of golden.cases[i]!.logits.entries()) expect(outputs[0]!.logits[k]).toBeCloseTo(logit, 5);
    const [negative, positive] = outputs[1]!.logits as [number, number];
    expect(outputs[1]!.label).toBe(positive > negative ? "positive" : "negative");
    expect(outputs[1]!.score).toBeCloseTo(1 / (1 + Math.exp(-Math.abs(positive - negative))), 6);
  }
  const same = results.filter(({ outputs: [a, b] }) => a!.label === b!.label).length;
  expect(agreement).toEqual([{ a: "tiny-teacher", b: "tiny-student", rate: same / results.length }]);
  expect(response.headers.get("x-retort-model")).toMatch(/^tiny-teacher@[0-9a-f]{12}, tiny-student@[0-9a-f]{12}$/);
  expect(response.headers.get("x-retort-truncated")).toBe(String(golden.cases.filter((c) => c.truncated).length));
});

test("one model may be asked alone", async () => {
  const response = await post("/v1/compare", { models: ["tiny-topics"], inputs: "a film" });
  const { results, agreement } = (await response.json()) as Comparison;
  expect(results[0]!.outputs[0]!.logits).toHaveLength(3);
  expect(agreement).toEqual([]);
});

test.each([
  [
    "five models",
    { models: ["a", "b", "c", "d", "e"], inputs: "x" },
    422,
    "models: at most 4 models are compared at once",
  ],
  ["no model", { models: [], inputs: "x" }, 422, "models: models is empty"],
  ["a model twice", { models: ["a", "a"], inputs: "x" }, 422, "models: a model is named twice"],
  ["an unknown model", { models: ["tiny-teacher", "nope"], inputs: "x" }, 404, "There is no model nope."],
  [
    "models of different labels",
    { models: ["tiny-teacher", "tiny-topics"], inputs: "x" },
    422,
    "tiny-teacher answers negative, positive; tiny-topics answers arts, science, sport.",
  ],
  ["no inputs", { models: ["tiny-teacher"], inputs: [] }, 422, "inputs: inputs is empty"],
  [
    "1,001 inputs",
    { models: ["tiny-teacher"], inputs: Array(1001).fill("x") },
    413,
    "A request takes at most 1000 inputs; this one has 1001.",
  ],
])("%s: refused in one sentence", async (_, body, status, detail) => {
  const response = await post("/v1/compare", body);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ status, detail });
});
