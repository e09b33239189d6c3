/** What the Open Inference Protocol refuses, each by one sentence in its own shape. */
import { deflateSync, gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { ask } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { post } from "../../test/requests.ts";
import { binaryBody, element, int64, joined, refusal, strings } from "./test/asked.ts";

beforeEach(() => publish("teacher"));

const PATH = "/v2/models/tiny-teacher/infer";
const text = { name: "text", shape: [1], datatype: "BYTES", data: ["fine"] };
const ids = (more: object = {}) => ({ name: "input_ids", shape: [1, 3], datatype: "INT64", data: [2, 7, 3], ...more });
const mask = (...data: number[]) => ({ name: "attention_mask", shape: [1, data.length], datatype: "INT64", data });

const REFUSED: [error: string, inputs: unknown, more?: object][] = [
  ["inputs: inputs is empty", []],
  ["The input text has the shape [1, 2]; it must be [n] or [n, 1].", [{ ...text, shape: [1, 2] }]],
  ["The input text is BYTES, not FP32.", [{ ...text, datatype: "FP32" }]],
  ["The input text has 1 elements, but its shape [2] holds 2.", [{ ...text, shape: [2] }]],
  ["The input text is empty.", [{ ...text, shape: [0], data: [] }]],
  ["The input text holds 5, which is no string.", [{ ...text, data: [5] }]],
  ["The input text has neither data nor binary_data_size.", [{ ...text, data: undefined }]],
  ["The input text has both data and binary_data_size.", [{ ...text, parameters: { binary_data_size: 3 } }]],
  [
    "The input text has a binary_data_size of 3, but 0 bytes are left behind the JSON.",
    [{ ...text, data: undefined, parameters: { binary_data_size: 3 } }],
  ],
  ["The input text comes twice.", [text, text]],
  ["Element 0 of the input text is blank.", [{ ...text, data: [" "] }]],
  ["Element 0 of the input text has a lone surrogate.", [{ ...text, data: ["\ud800"] }]],
  [
    "There is no input words; there are input_ids, attention_mask, token_type_ids, text, text_pair.",
    [{ ...text, name: "words" }],
  ],
  ["A request has input_ids or text; this one has neither.", [mask(1)]],
  ["A request has input_ids or text, not both.", [text, ids()]],
  ["The input attention_mask goes with input_ids, not with text.", [text, mask(1)]],
  ["The input text_pair goes with text, not with input_ids.", [ids(), { ...text, name: "text_pair" }]],
  [
    "The input text has 1 elements, but text_pair 2.",
    [text, { ...text, name: "text_pair", shape: [2], data: ["a", "b"] }],
  ],
  ["The input input_ids has the shape [3]; it must be [n, length].", [ids({ shape: [3] })]],
  ["The input input_ids holds 1.5, which is no whole number.", [ids({ data: [2, 1.5, 3] })]],
  ["The input input_ids is nested otherwise than its shape [1, 3].", [ids({ data: [[2, 7], [3]] })]],
  ["Row 0 of input_ids holds -1, which is negative.", [ids({ data: [2, -1, 3] })]],
  ["A token of the text has the id 1e+300, but the model's word table has 87 rows.", [ids({ data: [2, 1e300, 3] })]],
  [
    "Row 0 of input_ids has 65 tokens; the model takes at most 32.",
    [ids({ shape: [1, 65], data: new Array(65).fill(2) })],
  ],
  ["The input attention_mask has the shape [1, 2], but input_ids [1, 3].", [ids(), mask(1, 1)]],
  ["Row 0 of attention_mask holds 2; it takes 0 and 1.", [ids(), mask(1, 2, 1)]],
  ["Row 0 of attention_mask has a 1 behind a 0; padding is taken on the right alone.", [ids(), mask(0, 1, 1)]],
  ["Row 0 of attention_mask has no 1: there is nothing to read.", [ids(), mask(0, 0, 0)]],
  ["A token has the type 2, but the model has 2 token types.", [ids(), { ...mask(0, 2, 0), name: "token_type_ids" }]],
  ["There is no output probabilities; tiny-teacher has logits.", [text], { outputs: [{ name: "probabilities" }] }],
  ["The output logits is asked for twice.", [text], { outputs: [{ name: "logits" }, { name: "logits" }] }],
  [
    "outputs.0.parameters.classification: must be at least 0",
    [text],
    { outputs: [{ name: "logits", parameters: { classification: -1 } }] },
  ],
];

test("inputs and outputs that make no sense", async () => {
  for (const [error, inputs, more] of REFUSED)
    expect(await refusal(post(PATH, { inputs, ...more }))).toEqual([422, error]);
});

test("classes are refused to what has none", async () => {
  await publish("tagger");
  const body = { inputs: [text], outputs: [{ name: "logits", parameters: { classification: 1 } }] };
  expect(await refusal(post("/v2/models/tiny-tagger/infer", body))).toEqual([
    422,
    "tiny-tagger does token-classification: its output logits can't be asked for by classification.",
  ]);
});

const bytes = (bytes: Uint8Array, shape = [1]) => binaryBody([{ name: "text", shape, datatype: "BYTES", bytes }]);

const REFUSED_BYTES: [status: number, error: string, asked: ReturnType<typeof binaryBody>][] = [
  [422, "The input text ends within its element 0.", bytes(strings("fine").slice(0, -1))],
  [422, "The input text ends within its element 1.", bytes(joined(strings("fine"), Uint8Array.of(1, 0)))],
  [422, "The input text has 2 elements, but its shape [1] holds 1.", bytes(strings("fine", "good"))],
  [422, "The input text ends within its element 0.", bytes(Uint8Array.of(255, 255, 255, 255, 65))],
  [400, "The input text is not UTF-8 in its element 0.", bytes(joined(...element(Uint8Array.of(0xc3))))],
  [
    422,
    "The input input_ids has 16 bytes, but its shape [1, 3] takes 24.",
    binaryBody([{ name: "input_ids", shape: [1, 3], datatype: "INT64", bytes: int64([2, 3]) }]),
  ],
  [
    422,
    "Behind the JSON are 4 bytes that belong to no input.",
    ((asked) => ({ ...asked, body: joined(asked.body, new Uint8Array(4)) }))(bytes(strings("fine"))),
  ],
];

test("bytes that are not what the request says", async () => {
  for (const [status, error, { body, headers }] of REFUSED_BYTES)
    expect(await refusal(post(PATH, body, headers))).toEqual([status, error]);
});

const REFUSED_LENGTHS: [length: string, error: string][] = [
  ["0", "The header inference-header-content-length is 0, but inputs have to be named in JSON."],
  ["-3", 'The header inference-header-content-length must be a number of bytes, not "-3".'],
  ["1e2", 'The header inference-header-content-length must be a number of bytes, not "1e2".'],
  ["999", "The header inference-header-content-length is 999, but the body has 13 bytes."],
  ["3", "The body is not valid JSON."],
];

test("a header that is not the JSON's length", async () => {
  for (const [length, error] of REFUSED_LENGTHS) {
    const headers = { "inference-header-content-length": length };
    expect(await refusal(post(PATH, '{"inputs":[]}', headers))).toEqual([400, error]);
  }
});

test("what the other routes refuse is refused in the protocol's shape", async () => {
  const packed = (name: string, body: Uint8Array) => post(PATH, new Uint8Array(body), { "content-encoding": name });
  const bomb = Buffer.alloc(50 * 2 ** 20, " ");
  const many = { inputs: [{ ...text, shape: [1001], data: new Array(1001).fill("fine") }] };
  const wide = { inputs: [ids({ shape: [1000, 17], data: new Array(17_000).fill(2) })] };
  for (const [status, error, answer] of [
    [400, "The body is not valid JSON.", post(PATH, "{")],
    [413, "The body is larger than 1048576 bytes.", packed("gzip", gzipSync(bomb))],
    [413, "The body is larger than 1048576 bytes.", packed("deflate", deflateSync(bomb))],
    [400, "The body came as gzip, and is not whole or not gzip.", packed("gzip", Uint8Array.of(1, 2, 3))],
    [413, "A request takes at most 1000 inputs; this one has 1001.", post(PATH, many)],
    [413, "A request takes at most 16384 tokens; after truncation this one has 17000.", post(PATH, wide)],
    [404, "There is no model nope.", post("/v2/models/nope/infer", { inputs: [text] })],
    [404, "There is no model tiny-teacher@1.", post("/v2/models/tiny-teacher/versions/1/infer", { inputs: [text] })],
    [404, "There is nothing at GET /v2/models/tiny-teacher/config.", ask("/v2/models/tiny-teacher/config")],
    [405, "/v2/health/live takes GET, HEAD, OPTIONS, not POST.", ask("/v2/health/live", { method: "POST" })],
  ] as const)
    expect(await refusal(answer)).toEqual([status, error]);
  const other = await post(PATH, "x", { "content-encoding": "br" });
  expect(other.headers.get("accept-encoding")).toBe("gzip, deflate");
  expect((await refusal(other))[0]).toBe(415);
  const [status, error] = await refusal(
    post(PATH, "inputs=fine", { "content-type": "application/x-www-form-urlencoded" }),
  );
  expect(status).toBe(415);
  expect(error).toContain('"application/x-www-form-urlencoded"');
  expect((await refusal(post(`${PATH}?runtime=gpu`, { inputs: [text] })))[0]).toBe(422);
});
