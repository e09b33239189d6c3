import { expect, test } from "vitest";
import { feedsOf, type GraphFace, numbersOf } from "./graph-face.ts";
import { floatsToHalves } from "./half.ts";
import { padBatch } from "./padded-batch.ts";

const batch = padBatch([{ ids: [2, 7, 3], typeIds: [0, 0, 1] }], { padId: 0 });

test("a text is fed under the graph's names and types; where one length alone is taken the rest is masked", () => {
  const inputs: GraphFace["inputs"] = [
    { name: "attention_mask", type: "int64" },
    { name: "input_ids", type: "int32" },
  ];
  expect(feedsOf({ inputs, length: null }, batch)).toEqual([
    { name: "attention_mask", type: "int64", values: BigInt64Array.of(1n, 1n, 1n), dims: [1, 3] },
    { name: "input_ids", type: "int32", values: Int32Array.of(2, 7, 3), dims: [1, 3] },
  ]);
  const [mask, ids] = feedsOf({ inputs, length: 5 }, batch);
  expect([mask!.values, ids!.values]).toEqual([BigInt64Array.of(1n, 1n, 1n, 0n, 0n), Int32Array.of(2, 7, 3, 0, 0)]);
  const two = padBatch(
    [batch, batch].map(() => ({ ids: [2, 3], typeIds: [0, 0] })),
    { padId: 0 },
  );
  expect(() => feedsOf({ inputs, length: null }, two)).toThrow("is fed one text, not 2");
});

const face = (pooling: GraphFace["pooling"], out: number, ...outputs: string[]): GraphFace => ({
  ...{ inputs: [], outputs, length: null, pooling, head: { kind: "graph", out }, external: [] },
});
const floats = (dims: number[], ...values: number[]) => ({ type: "float32", dims, data: Float32Array.from(values) });

test("numbers are a text's or its tokens', without those of padding; starts and ends are columns", () => {
  expect([...numbersOf(face("graph", 2, "a"), { a: floats([1, 2], 5, 6) }, 3)]).toEqual([5, 6]);
  expect([...numbersOf(face("graph", 1, "a"), { a: floats([1], 5) }, 3)]).toEqual([5]);
  expect([...numbersOf(face("none", 2, "a"), { a: floats([1, 3, 2], 1, 2, 3, 4, 5, 6) }, 2)]).toEqual([1, 2, 3, 4]);
  const spans = { s: floats([1, 3], 1, 2, 3), e: floats([1, 3], 4, 5, 6) };
  expect([...numbersOf(face("none", 2, "s", "e"), spans, 2)]).toEqual([1, 4, 2, 5]);
});

test("halves are floats; integers and other sizes than the card says are refused", () => {
  const halves = { type: "float16", dims: [1, 2], data: floatsToHalves(Float32Array.of(0.5, -2)) };
  expect([...numbersOf(face("graph", 2, "a"), { a: halves }, 3)]).toEqual([0.5, -2]);
  const integers = { type: "int64", dims: [1, 2], data: new BigInt64Array(2) };
  expect(() => numbersOf(face("graph", 2, "a"), { a: integers }, 3)).toThrow("holds int64, which are no floats");
  expect(() => numbersOf(face("graph", 3, "a"), { a: floats([1, 2], 5, 6) }, 3)).toThrow(
    "has the shape [1, 2], which is not 1 times 3",
  );
});
