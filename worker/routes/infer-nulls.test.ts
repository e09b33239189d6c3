/** What clients of Hugging Face's send beside what they mean: `options`, and null for "not given". */
import { beforeEach, describe, expect, test } from "vitest";
import { publish } from "../test/artefacts.ts";
import { get, post } from "../test/requests.ts";

beforeEach(() => publish("teacher", "tagger", "reader", "scorer"));

const reading = { question: "Was the film good?", context: "The film was good." };
const TASKS = [
  [
    "tiny-teacher",
    "a film",
    { top_k: null, function_to_apply: null, calibrated: null, min_score: null, window: null, stride: null },
  ],
  ["tiny-scorer", "a film", { window: null, min_score: null }],
  ["tiny-tagger", "a film", { aggregation_strategy: null, ignore_labels: null, stride: null, offset_unit: null }],
  [
    "tiny-reader",
    reading,
    {
      top_k: null,
      doc_stride: null,
      max_answer_len: null,
      max_question_len: null,
      max_seq_len: null,
      handle_impossible_answer: null,
      align_to_words: null,
      offset_unit: null,
    },
  ],
] as const;

const asked = async (id: string, body: unknown) => {
  const response = await post(`/models/${id}`, body);
  return { status: response.status, body: (await response.json()) as { detail?: string } };
};

describe.each(TASKS)("%s", (id, inputs, nulls) => {
  test("answers the same with options and with nulls", async () => {
    const plain = await asked(id, { inputs });
    expect(plain.status).toBe(200);
    for (const beside of [
      { options: {} },
      { options: null },
      { options: { wait_for_model: true, use_cache: false, deep: { er: [null] } } },
      { parameters: null },
      { parameters: {}, options: null },
      { parameters: nulls, options: {} },
    ]) {
      expect(await asked(id, { inputs, ...beside })).toEqual(plain);
    }
  });

  test.each([
    ["options that are no object", { options: [] }, "options: "],
    ["options that are text", { options: "fast" }, "options: "],
    ["parameters that are a list", { parameters: [null] }, "parameters: "],
    ["another key", { settings: {} }, "has the unknown key settings"],
    ["another parameter", { parameters: { depth: 3 } }, "parameters: has the unknown key depth"],
  ])("still refuses %s", async (_, beside, detail) => {
    const answer = await asked(id, { inputs, ...beside });
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain(detail);
  });

  test("still refuses inputs of null", async () => {
    expect((await asked(id, { inputs: null })).status).toBe(422);
  });
});

test("the document says so, for every parameter of every task", async () => {
  const { components } = (await (await get("/openapi.json")).json()) as {
    // biome-ignore lint/suspicious/noExplicitAny: a JSON schema
    components: { schemas: Record<string, any> };
  };
  const isNullable = (schema: object) => /"null"/.test(JSON.stringify(schema));
  for (const [name, parameters] of [
    ["TextClassificationRequest", ["function_to_apply", "top_k", "calibrated", "min_score", "window", "stride"]],
    ["TextRegressionRequest", []],
    ["TokenClassificationRequest", ["aggregation_strategy", "ignore_labels", "stride", "offset_unit"]],
    ["QuestionAnsweringRequest", ["top_k", "doc_stride", "max_seq_len", "offset_unit", "align_to_words"]],
  ] as const) {
    const request = components.schemas[name];
    expect(request.required).toEqual(["inputs"]);
    expect(isNullable(request.properties.options)).toBe(true);
    const shown = request.properties.parameters;
    expect(isNullable(shown.type ?? shown)).toBe(true);
    for (const parameter of parameters) {
      const schema = shown.properties[parameter];
      expect([parameter, isNullable(schema)]).toEqual([parameter, true]);
    }
  }
  const { stride, aggregation_strategy } =
    components.schemas.TokenClassificationRequest.properties.parameters.properties;
  expect(stride.description).toContain("windows over a long text");
  expect(aggregation_strategy.default).toBe("simple");
});
