import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { expect, test } from "vitest";
import { foreignGraph, node } from "../../../test/fixtures/foreign-model.ts";
import { readOnnx } from "./graph.ts";
import { measureGraph } from "./measure.ts";

test("a graph is read as a library for it reads it", async () => {
  const bytes = await foreignGraph({});
  const { graph, irVersion, opsetImport } = fromBinary(ModelProtoSchema, bytes);
  const read = readOnnx(bytes);
  expect([read.irVersion, read.opset, read.producer]).toEqual([
    Number(irVersion),
    Number(opsetImport[0]!.version),
    "retort",
  ]);
  expect(read.inputs).toEqual(
    ["input_ids", "attention_mask", "token_type_ids"].map((name) => ({
      name,
      type: "INT64",
      shape: ["batch", "sequence"],
    })),
  );
  expect(read.outputs).toEqual([{ name: "logits", type: "FLOAT", shape: ["batch", 2] }]);
  expect(read.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs])).toEqual(
    graph!.node.map(({ opType, input, output }) => [opType, input, output]),
  );
  expect([...read.constants.values()].map(({ name, dims }) => [name, dims])).toEqual(
    graph!.initializer.map(({ name, dims }) => [name, dims.map(Number)]),
  );
});

test("elements, storage, the word table and what tokens are multiplied by are the model's", async () => {
  // 2 layers of width 32 and FFN 64: 4 w² + 2 w f each; the head 2 w. Our integers are summed besides, by ones, a second time.
  const layers = 2 * (4 * 32 ** 2 + 2 * 32 * 64);
  for (const [storage, times] of [
    ["f32", 1],
    ["f16", 1],
    ["i8", 2],
  ] as const) {
    const measure = measureGraph(readOnnx(await foreignGraph({ storage })));
    expect(measure).toMatchObject({ storage, multiplied: times * layers + 2 * 32, words: 87 });
  }
  const { elements, parameters } = measureGraph(readOnnx(await foreignGraph({})));
  expect(elements.FLOAT).toBe(parameters);
});

test("operators of other domains are named, unless the file defines them", async () => {
  const alien = readOnnx(await foreignGraph({}, ({ node: all }) => all.push(node("Op", ["logits"], "x", "my.domain"))));
  expect(alien.foreignOperators).toEqual(["my.domain.Op"]);
  const known = readOnnx(
    await foreignGraph({}, ({ node: all }) => all.push(node("Gelu", ["logits"], "x", "com.microsoft"))),
  );
  expect(known.foreignOperators).toEqual([]);
});
