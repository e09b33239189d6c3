import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { expect, test } from "vitest";
import { foreignGraph } from "../../test/fixtures/foreign-model.ts";
import { graphApart } from "./graph-apart.ts";
import { fieldsOf, ProtobufError, varint, varintAt } from "./protobuf.ts";

test("tensors of 1 KB or more are places in the file, whose bytes are theirs; all else stays as it is", async () => {
  const bytes = await foreignGraph({});
  const before = fromBinary(ModelProtoSchema, bytes);
  const after = fromBinary(ModelProtoSchema, graphApart(bytes, "model.onnx"));
  const moved = after.graph!.initializer.filter(({ externalData }) => externalData.length > 0);
  expect(moved.length).toBeGreaterThan(10);
  for (const [i, tensor] of after.graph!.initializer.entries()) {
    const whole = before.graph!.initializer[i]!;
    const { location, offset, length } = Object.fromEntries(tensor.externalData.map(({ key, value }) => [key, value]));
    if (location === undefined) expect(whole.rawData.length).toBeLessThan(1024);
    else {
      expect(location).toBe("model.onnx");
      tensor.rawData = bytes.slice(Number(offset), Number(offset) + Number(length));
      expect(tensor.rawData.length).toBeGreaterThanOrEqual(1024);
    }
    tensor.externalData = [];
    tensor.dataLocation = 0;
    whole.dataLocation = 0;
  }
  expect(after).toEqual(before);
});

test("a graph whose weights lie elsewhere already is left as it is", async () => {
  const apart = graphApart(await foreignGraph({}), "model.onnx");
  expect(graphApart(apart, "other.bin")).toEqual(apart);
});

test("numbers of any size are read as they are written", () => {
  for (const value of [0, 1, 127, 128, 300, 2 ** 21, 2 ** 35 + 1]) {
    const bytes = Uint8Array.from(varint(value));
    expect(varintAt(bytes, 0)).toEqual([BigInt(value), bytes.length]);
  }
});

test.each([
  ["a number that does not end", [0x08, 0x80], "it ends within a number"],
  ["a field that does not end", [0x0a, 5, 1], "it ends within a field"],
  ["a number of eleven bytes", [0x08, ...new Array(10).fill(0x80), 1], "it has a number of more than ten bytes"],
  ["a group", [0x0b], "it has a field of wire type 3"],
  ["a field of number 0", [0x02, 0], "it has a field of number 0"],
])("%s is no message", (_, bytes, message) => {
  const read = () => [...fieldsOf(Uint8Array.from(bytes))];
  expect(read).toThrow(ProtobufError);
  expect(read).toThrow(message);
});
