import { fromBinary } from "@bufbuild/protobuf";
import {
  TensorProto_DataLocation as Location,
  type ModelProto,
  ModelProtoSchema,
  TensorProto_DataType as Type,
} from "onnx-buf";
import { describe, expect, test } from "vitest";
import { Storage } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors } from "../../r2-assets/format/safetensors.ts";
import { exportModel } from "./export-model.ts";
import { randomBert } from "./fixtures/random-bert.ts";

const TYPE = { F32: Type.FLOAT, F16: Type.FLOAT16, I8: Type.INT8, U8: Type.UINT8, I32: Type.INT32, I64: Type.INT64 };
const bert = randomBert();
const parse = (graph: Uint8Array): ModelProto => fromBinary(ModelProtoSchema, graph);
const opsOf = (model: ModelProto) => new Set(model.graph!.node.map((node) => node.opType));

describe.each(Storage.options)("stored as %s", (storage) => {
  const { weights, graph, parameters } = exportModel({ ...bert, storage });
  const model = parse(graph);
  const { tensors } = readOwnSafetensors(weights);

  test("every tensor of the weights is an initializer that points at its bytes, and nothing else is external", () => {
    const external = model.graph!.initializer.filter((t) => t.dataLocation === Location.EXTERNAL);
    expect(external.map(({ name }) => name).sort()).toEqual([...tensors.keys()].sort());
    for (const { name, dims, dataType, externalData } of external) {
      const place = Object.fromEntries(externalData.map(({ key, value }) => [key, value]));
      const { shape, dtype, data } = tensors.get(name)!;
      expect(place.location).toBe("weights.safetensors");
      const bytes = weights.subarray(Number(place.offset), Number(place.offset) + Number(place.length));
      expect(bytes).toEqual(data);
      expect({ dims: dims.map(Number), dataType }).toEqual({ dims: shape, dataType: TYPE[dtype] });
    }
  });

  test("what lies in the graph itself is small", () => {
    const inline = model.graph!.initializer.filter((t) => t.dataLocation !== Location.EXTERNAL);
    for (const { name, rawData } of inline) expect(rawData.length, name).toBeLessThanOrEqual(32);
  });

  test("each node reads what came before it, and every name is used once", () => {
    const known = new Set([...model.graph!.input, ...model.graph!.initializer].map(({ name }) => name));
    for (const node of model.graph!.node) {
      for (const input of node.input) if (input !== "") expect(known, `${node.name} reads ${input}`).toContain(input);
      for (const output of node.output) {
        expect(known).not.toContain(output);
        known.add(output);
      }
    }
    expect(known).toContain("logits");
  });

  test("nothing is computed in vain", () => {
    const read = new Set(model.graph!.node.flatMap((node) => node.input).concat("logits"));
    const idle = model.graph!.node.filter(({ output }) => !output.some((edge) => read.has(edge)));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test("the count of parameters is that of the numbers trained, and the same export gives the same bytes", () => {
    expect(parameters).toBe([...bert.tensors.values()].reduce((sum, { data }) => sum + data.length, 0));
    expect(exportModel({ ...bert, storage })).toMatchObject({ weights, graph });
  });
});

test("inputs are int64 [batch, sequence], the output float32 [batch, labels]", () => {
  const { input, output } = parse(exportModel({ ...bert, storage: "f32" }).graph).graph!;
  const describeEdge = ({ name, type }: (typeof input)[number]) => {
    const tensor = type?.value.case === "tensorType" ? type.value.value : undefined;
    return [name, tensor?.elemType, ...(tensor?.shape?.dim.map((d) => d.value.value) ?? [])];
  };
  expect(input.map(describeEdge)).toEqual(
    ["input_ids", "attention_mask", "token_type_ids"].map((name) => [name, Type.INT64, "batch", "sequence"]),
  );
  expect(output.map(describeEdge)).toEqual([["logits", Type.FLOAT, "batch", 3n]]);
});

test("question answering has its two columns as outputs of their own, no other task has", () => {
  const model = { ...randomBert({ pooling: "none", labels: 2 }), storage: "f32" } as const;
  const outputs = (task?: "question-answering" | "token-classification") =>
    parse(exportModel({ ...model, task }).graph).graph!.output.map(({ name }) => name);
  expect(outputs("question-answering")).toEqual(["logits", "start_logits", "end_logits"]);
  expect(outputs("token-classification")).toEqual(["logits"]);
  expect(outputs()).toEqual(["logits"]);
});

test("i8 multiplies integers; nowhere are weights dequantised whole", () => {
  const model = parse(exportModel({ ...bert, storage: "i8" }).graph);
  expect(opsOf(model)).toContain("DynamicQuantizeLinear");
  expect(opsOf(model)).toContain("MatMulInteger");
  expect(opsOf(model)).not.toContain("DequantizeLinear");
  const external = model.graph!.initializer.filter((t) => t.dataLocation === Location.EXTERNAL);
  const readersOf = (type: Type) => {
    const matrices = new Set(external.filter((t) => t.dataType === type).map(({ name }) => name));
    const readers = model.graph!.node.filter((node) => node.input.some((edge) => matrices.has(edge)));
    return new Set(readers.map((node) => node.opType));
  };
  expect(readersOf(Type.INT8)).toEqual(new Set(["Gather", "Slice"]));
  expect(readersOf(Type.UINT8)).toEqual(new Set(["MatMulInteger"])); // with s8 x64 without VNNI would saturate
});

test("f16 tables are gathered before they are cast", () => {
  const { node, initializer } = parse(exportModel({ ...bert, storage: "f16" }).graph).graph!;
  const tables = initializer.map(({ name }) => name).filter((name) => name.includes("_embeddings."));
  const readers = node.filter(({ input }) => input.some((edge) => tables.includes(edge)));
  expect(readers.map(({ opType }) => opType).sort()).toEqual(["Gather", "Gather", "Slice"]);
});
