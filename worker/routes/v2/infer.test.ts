/** What the Open Inference Protocol answers, against PyTorch's logits. */
import { deflateSync, gzipSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import classify from "../../../test/golden/classify.json";
import pipelines from "../../../test/golden/pipelines.json";
import { publish } from "../../test/artefacts.ts";
import { post } from "../../test/requests.ts";
import { binaryBody, type Inferred, infer, int64, strings } from "./test/asked.ts";

const [tagged, shorter] = pipelines.tagging as unknown as [Tagged, Tagged];
interface Tagged {
  text: string;
  ids: number[];
  logits: number[][];
}

const text = (...data: string[]) => ({ name: "text", shape: [data.length], datatype: "BYTES", data });
const closeTo = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));
/** Rows of ids, padded to `length` with ones, which the mask hides. */
const padded = (rows: readonly number[][], length: number, by: number) =>
  rows.flatMap((row) => [...row, ...new Array<number>(length - row.length).fill(by)]);

test("texts and pairs give PyTorch's logits in their order", async () => {
  const { teacher: version } = await publish("teacher");
  const alone = classify.cases.filter(({ text_pair }) => text_pair === undefined);
  const pairs = classify.cases.filter(({ text_pair }) => text_pair !== undefined);
  const one = await infer("tiny-teacher", { id: "a", inputs: [text(...alone.map(({ text }) => text))] });
  expect(one).toEqual({
    model_name: "tiny-teacher",
    model_version: version,
    id: "a",
    outputs: [
      {
        name: "logits",
        datatype: "FP32",
        shape: [alone.length, 2],
        data: closeTo(alone.flatMap(({ logits }) => logits)),
      },
    ],
  });
  const two = await infer("tiny-teacher", {
    inputs: [
      { ...text(...pairs.map(({ text }) => text)), shape: [pairs.length, 1], data: pairs.map(({ text }) => [text]) },
      { ...text(...pairs.map(({ text_pair }) => text_pair!)), name: "text_pair" },
    ],
  });
  expect(two.outputs[0]!.data).toEqual(closeTo(pairs.flatMap(({ logits }) => logits)));
});

test("a tagger gives every token its logits, and zeros to padding", async () => {
  await publish("tagger");
  const length = Math.max(tagged.ids.length, shorter.ids.length);
  const zeros = ({ logits }: Tagged) => new Array<number>((length - logits.length) * 5).fill(0);
  const expected = [tagged, shorter].flatMap((one) => [...closeTo(one.logits.flat()), ...zeros(one)]);
  const byText = await infer("tiny-tagger", { inputs: [text(tagged.text, shorter.text)] });
  expect(byText.outputs).toEqual([{ name: "logits", datatype: "FP32", shape: [2, length, 5], data: expected }]);

  const rows = [tagged.ids, shorter.ids];
  const mask = padded(
    rows.map((row) => row.map(() => 1)),
    length,
    0,
  );
  const nested = [0, 1].map((row) => mask.slice(row * length, (row + 1) * length));
  const shape = [2, length];
  const byIds = await infer("tiny-tagger", {
    inputs: [
      { name: "input_ids", shape, datatype: "INT64", data: padded(rows, length, 9999) },
      { name: "attention_mask", shape, datatype: "INT64", data: nested },
    ],
  });
  expect(byIds.outputs).toEqual(byText.outputs);
});

test("a reader, a regression and a classifier with slots give what they have", async () => {
  await publish("reader", "scorer", "intents", "tagger");
  const { question, context, logits } = pipelines.reading[0] as Required<(typeof pipelines.reading)[0]>;
  const read = await infer("tiny-reader", { inputs: [text(question), { ...text(context), name: "text_pair" }] });
  expect(read.outputs[0]).toMatchObject({ shape: [1, logits[0]!.length / 2, 2], data: closeTo(logits[0]!) });
  const scored = await infer("tiny-scorer", { inputs: [text(pipelines.scoring[0]!.text)] });
  expect(scored.outputs[0]!.data).toEqual(closeTo([pipelines.scoring[0]!.score]));

  const both = await infer("tiny-intents", { inputs: [text(tagged.text, shorter.text)] });
  expect(both.outputs.map(({ name, shape }) => [name, shape])).toEqual([
    ["logits", [2, 2]],
    ["slot_logits", [2, Math.max(tagged.ids.length, shorter.ids.length), 5]],
  ]);
  const tags = await infer("tiny-tagger", { inputs: [text(tagged.text, shorter.text)] });
  expect(both.outputs[1]!.data).toEqual(closeTo(tags.outputs[0]!.data as number[]));
  const one = await infer("tiny-intents", { inputs: [text("fine")], outputs: [{ name: "slot_logits" }] });
  expect(one.outputs.map(({ name }) => name)).toEqual(["slot_logits"]);
});

/** The JSON of a binary answer with its bytes read as floats. */
async function readBinary(response: Response, unpack: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) {
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
  const bytes = unpack(new Uint8Array(await response.arrayBuffer()));
  const length = Number(response.headers.get("inference-header-content-length"));
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length))) as Inferred;
  return { json, rest: bytes.slice(length) };
}

test("binary tensors go in and out", async () => {
  await publish("teacher", "tagger");
  const plain = await infer("tiny-teacher", { inputs: [text("a warm, funny film", "nöt good — 好")] });
  const asked = binaryBody(
    [{ name: "text", shape: [2], datatype: "BYTES", bytes: strings("a warm, funny film", "nöt good — 好") }],
    { parameters: { binary_data_output: true, priority: 3, sequence_id: "x" }, model_name: "whatever" },
  );
  const { json, rest } = await readBinary(await post("/v2/models/tiny-teacher/infer", asked.body, asked.headers));
  expect(json.outputs).toEqual([
    { name: "logits", datatype: "FP32", shape: [2, 2], parameters: { binary_data_size: 16 } },
  ]);
  expect([...new Float32Array(rest.buffer)]).toEqual(plain.outputs[0]!.data);

  const shape = [1, tagged.ids.length];
  const ids = binaryBody([
    { name: "input_ids", shape, datatype: "INT64", bytes: int64(tagged.ids) },
    { name: "token_type_ids", shape, datatype: "INT64", bytes: int64(tagged.ids.map(() => 0)) },
  ]);
  const { outputs } = await infer("tiny-tagger", ids.body, ids.headers);
  expect(outputs[0]!.data).toEqual(closeTo(tagged.logits.flat()));
});

test("the best labels are told as Triton tells them", async () => {
  await publish("topics");
  const wanted = (parameters: object) => ({
    inputs: [text("fine", "a slow plot")],
    outputs: [{ name: "logits", parameters }],
  });
  const logits = (await infer("tiny-topics", wanted({}))).outputs[0]!.data as number[];
  const { outputs } = await infer("tiny-topics", wanted({ classification: 2 }));
  expect(outputs[0]).toMatchObject({ datatype: "BYTES", shape: [2, 2] });
  const best = logits.slice(0, 3).indexOf(Math.max(...logits.slice(0, 3)));
  expect(outputs[0]!.data[0]).toBe(`${logits[best]!.toFixed(6)}:${best}:${["arts", "science", "sport"][best]}`);
  const response = await post("/v2/models/tiny-topics/infer", wanted({ classification: 9, binary_data: true }));
  const { json, rest } = await readBinary(response);
  expect(json.outputs[0]).toMatchObject({ shape: [2, 3], parameters: { binary_data_size: rest.length } });
  expect(new DataView(rest.buffer).getUint32(0, true)).toBe((outputs[0]!.data[0] as string).length);
});

test.each([
  ["gzip", gzipSync, (bytes: Uint8Array) => bytes], // workerd's own fetch unpacks that
  ["deflate", deflateSync, inflateSync],
] as const)("bodies come and go as %s; the length is that of the JSON unpacked", async (name, pack, unpack) => {
  await publish("teacher");
  const { body, headers } = binaryBody(
    [{ name: "text", shape: [1], datatype: "BYTES", bytes: strings("a warm, funny film") }],
    { parameters: { binary_data_output: true } },
  );
  const packed = { ...headers, "content-encoding": name, "accept-encoding": name };
  const response = await post("/v2/models/tiny-teacher/infer", new Uint8Array(pack(body)), packed);
  expect(response.headers.get("content-encoding")).toBe(name);
  const { json } = await readBinary(response, (bytes) => new Uint8Array(unpack(bytes)));
  expect(json.outputs[0]!.shape).toEqual([1, 2]);
});

test("the content type may be missing, a version pinned, and what answered and was cut is told", async () => {
  const { teacher: version } = await publish("teacher");
  const body = new TextEncoder().encode(JSON.stringify({ inputs: [text("good ".repeat(200))], outputs: [] }));
  for (const path of [`tiny-teacher/versions/${version}`, `tiny-teacher@${version}`]) {
    const response = await post(`/v2/models/${path}/infer?runtime=engine`, body, { "content-type": "" });
    expect(response.status).toBe(200);
    const { headers } = response;
    expect(["model", "runtime", "truncated"].map((name) => headers.get(`x-retort-${name}`))).toEqual([
      `tiny-teacher@${version}`,
      "engine",
      "1",
    ]);
  }
});
