import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { expect, test } from "vitest";
import { DataType, GraphBuilder } from "./graph-builder.ts";

const builder = () =>
  new GraphBuilder(
    new Map([["w", { dtype: "I8" as const, shape: [2, 3], data: new Uint8Array(6), offset: 4096 }]]),
    "weights.safetensors",
  );

test("a weight is declared once, however often it is asked for", () => {
  const g = builder();
  g.node("Concat", "both", [g.weight("w"), g.weight("w")], { axis: 0n });
  const { graph, irVersion, opsetImport } = fromBinary(ModelProtoSchema, g.build("test", 17));
  expect(graph!.initializer.map(({ name }) => name)).toEqual(["w"]);
  expect(graph!.node[0]).toMatchObject({ name: "both", opType: "Concat", input: ["w", "w"], output: ["both"] });
  expect([irVersion, opsetImport[0]!.version]).toEqual([8n, 17n]);
});

test("attributes keep their kind: bigint an integer, number a float, list integers", () => {
  const g = builder();
  g.node("Op", "op", [], { axis: -1n, epsilon: 0, perm: [0n, 2n] });
  const { attribute } = fromBinary(ModelProtoSchema, g.build("test", 17)).graph!.node[0]!;
  expect(attribute).toMatchObject([
    { name: "axis", type: 2, i: -1n },
    { name: "epsilon", type: 1, f: 0 },
    { name: "perm", type: 7, ints: [0n, 2n] },
  ]);
});

test("a name used twice and a weight that is not there are refused at once", () => {
  const g = builder();
  g.input("x", DataType.FLOAT, ["n"]);
  expect(() => g.node("Abs", "x", ["x"])).toThrow("the name x is used twice");
  expect(() => g.weight("v")).toThrow("no tensor v");
});
