import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import dtypes from "../../test/golden/safetensors-dtypes.json" with { type: "json" };
import golden from "../../test/golden/safetensors-sample.json" with { type: "json" };
import {
  type DType,
  ITEM_SIZE,
  readSafetensors,
  SafetensorsError,
  toFloat32,
  writeSafetensors,
} from "./safetensors.ts";

/** A file from a header (an object, or text) and data. */
function file(header: unknown, data: Uint8Array | number = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const tail = typeof data === "number" ? new Uint8Array(data) : data;
  const bytes = new Uint8Array(8 + json.length + tail.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(tail, 8 + json.length);
  return bytes;
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});
const floats = (name: string, values: number[]) => ({
  name,
  dtype: "F32" as const,
  shape: [values.length],
  data: new Uint8Array(Float32Array.from(values).buffer),
});

describe("reading a file that Python wrote", () => {
  const bytes = readFileSync(new URL("../../test/golden/safetensors-sample.safetensors", import.meta.url));
  const { tensors, metadata } = readSafetensors(bytes);

  test("finds its metadata and every tensor's type and shape", () => {
    expect(metadata).toEqual(golden.metadata);
    expect([...tensors.keys()].sort()).toEqual(Object.keys(golden.tensors).sort());
    for (const [name, { dtype, shape }] of Object.entries(golden.tensors))
      expect(tensors.get(name)).toMatchObject({ dtype, shape });
  });

  test("finds the numbers of all types", () => {
    const buffer = (name: string) => Uint8Array.from(tensors.get(name)!.data).buffer;
    for (const name of ["table", "vector", "scalar", "empty"] as const) {
      expect(Array.from(toFloat32(tensors.get(name)!))).toEqual(golden.tensors[name].values);
    }
    expect(Array.from(new Int8Array(buffer("bytes")), String)).toEqual(golden.tensors.bytes.values);
    expect(Array.from(new Int32Array(buffer("counts")), String)).toEqual(golden.tensors.counts.values);
    expect(Array.from(new BigInt64Array(buffer("ids")), String)).toEqual(golden.tensors.ids.values);
  });

  test("gives offsets from the start of the file, and views instead of copies", () => {
    for (const { offset, data } of tensors.values()) {
      expect(data.buffer).toBe(bytes.buffer);
      expect(data.byteOffset).toBe(bytes.byteOffset + offset);
    }
  });

  test("refuses it cut short at any byte", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readSafetensors(bytes.subarray(0, length)), `${length} bytes`).toThrow(SafetensorsError);
    }
  });
});

describe("writing", () => {
  const tensors = [
    { name: "b", dtype: "I8" as const, shape: [3], data: new Uint8Array([1, 255, 3]) },
    { name: "h", dtype: "F16" as const, shape: [1, 1], data: new Uint8Array([0, 0x3c]) },
    { ...floats("z", [1, -2]), shape: [2, 1] },
    floats("a", [0.5]),
    { name: "none", dtype: "F32" as const, shape: [0, 7], data: new Uint8Array(0) },
  ];
  const bytes = writeSafetensors(tensors, { format: "pt" });
  const read = readSafetensors(bytes);

  test("what is written is read back unchanged", () => {
    expect(read.metadata).toEqual({ format: "pt" });
    expect(read.tensors.size).toBe(tensors.length);
    for (const { name, dtype, shape, data } of tensors)
      expect(read.tensors.get(name)).toMatchObject({ dtype, shape, data });
  });

  test("larger items come first, so that each tensor starts at a multiple of its item size", () => {
    expect([...read.tensors.keys()]).toEqual(["a", "none", "z", "h", "b"]);
    for (const { dtype, offset } of read.tensors.values()) expect(offset % ITEM_SIZE[dtype as DType]).toBe(0);
    expect(read.tensors.get("a")!.offset % 8).toBe(0);
  });

  test("the order of the tensors handed in does not change the file", () => {
    expect(writeSafetensors([...tensors].reverse(), { format: "pt" })).toEqual(bytes);
  });

  test("no tensors make a valid file, and names may be any text", () => {
    expect(readSafetensors(writeSafetensors([])).tensors.size).toBe(0);
    const odd = ['"quoted": {', "größe", "__proto__", "7"];
    const back = readSafetensors(writeSafetensors(odd.map((name) => floats(name, [1]))));
    expect([...back.tensors.keys()].sort()).toEqual([...odd].sort());
  });

  test("refuses repeated names and data of another size than the shape's", () => {
    expect(() => writeSafetensors([floats("a", [1]), floats("a", [2])])).toThrow("the name a is used twice");
    expect(() => writeSafetensors([{ ...floats("a", [1]), shape: [2] }])).toThrow(
      "F32 of shape [2], 8 bytes, but its data has 4",
    );
  });
});

describe("a damaged file is refused with the reason", () => {
  const withLength = (length: bigint) => {
    const bytes = file({});
    new DataView(bytes.buffer).setBigUint64(0, length, true);
    return bytes;
  };
  test.each<[string, Uint8Array, string]>([
    ["empty", new Uint8Array(0), "0 bytes long, too short"],
    ["header beyond the file", withLength(50n), "claims 50 bytes, but the file has only 2"],
    ["header of 100 MB and a byte", withLength(100_000_001n), "over the limit of 100 MB"],
    ["header of 2^63 bytes", withLength(2n ** 63n), "over the limit"],
    ["no JSON", file("{"), "header is not JSON"],
    ["not UTF-8", file("").fill(0), "header is not JSON"],
    ["an array", file([]), "not a JSON object"],
    ["null", file("null"), "not a JSON object"],
    ["an entry that is no object", file({ a: 3 }), "entry for a is not an object"],
    ["a type that is no name", file({ a: { ...f32(0, 4), dtype: 4 } }, 4), "tensor a has no type"],
    [
      "bytes that a type of half a byte does not fill",
      file({ a: { ...f32(0, 4), dtype: "F4", shape: [7] } }, 4),
      "3.5 bytes",
    ],
    ["a negative size", file({ a: f32(0, 4, [-1]) }, 4), "shape of tensor a"],
    ["a fractional size", file({ a: f32(0, 4, [0.5, 2]) }, 4), "shape of tensor a"],
    ["a shape that is no list", file({ a: { ...f32(0, 4), shape: "1" } }, 4), "shape of tensor a"],
    ["no offsets", file({ a: { dtype: "F32", shape: [1] } }, 4), "no pair of data offsets"],
    ["three offsets", file({ a: { ...f32(0, 4), data_offsets: [0, 4, 8] } }, 4), "no pair of data offsets"],
    ["a negative offset", file({ a: { ...f32(0, 4), data_offsets: [-4, 0] } }, 4), "no pair of data offsets"],
    ["an end before the beginning", file({ a: { ...f32(0, 4), data_offsets: [4, 0] } }, 4), "ends before it begins"],
    ["an end beyond the file", file({ a: f32(0, 8) }, 4), "ends at byte 8 of 4"],
    ["a size unlike the shape's", file({ a: f32(0, 8, [3]) }, 8), "12 bytes, but its data has 8"],
    ["a shape beyond all bounds", file({ a: f32(0, 4, [2 ** 40, 2 ** 40]) }, 4), "but its data has 4"],
    ["an overlap", file({ a: f32(0, 8), b: f32(4, 12) }, 12), "tensor b overlaps"],
    ["two tensors in one place", file({ a: f32(0, 4), b: f32(0, 4) }, 4), "overlaps"],
    ["a hole", file({ a: f32(0, 4), b: f32(8, 12) }, 12), "bytes 4 to 8 before tensor b"],
    ["a hole at the start", file({ a: f32(4, 8) }, 8), "bytes 0 to 4 before tensor a"],
    ["bytes at the end", file({ a: f32(0, 4) }, 7), "3 bytes after the last tensor"],
    [
      "a name twice",
      file(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        4,
      ),
      "name occurs twice",
    ],
    ["metadata that is no text", file({ __metadata__: { n: 1 } }), "metadata is not an object of strings"],
  ])("%s", (_, bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(reason);
  });
});

test("toFloat32 reads unaligned bytes, and those of a Buffer whose slice would be a view", () => {
  const bytes = new Uint8Array(9);
  bytes.set(new Uint8Array(Float32Array.of(1.5, -2).buffer), 1);
  for (const data of [bytes.subarray(1), Buffer.from(bytes.buffer).subarray(1)]) {
    expect(Array.from(toFloat32({ dtype: "F32", shape: [2], data }))).toEqual([1.5, -2]);
  }
  expect(() => toFloat32({ dtype: "I8", shape: [1], data: new Uint8Array(1) })).toThrow(RangeError);
});

describe("every type of the format, as the official library writes it", () => {
  const bytes = Uint8Array.from(atob(dtypes.file), (char) => char.charCodeAt(0));
  const { tensors } = readSafetensors(bytes);

  test("is read, with its shape", () => {
    expect(dtypes.skipped).toEqual([]);
    expect(Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape]))).toEqual(dtypes.shapes);
  });

  test("floats are numpy's, wherever their bytes lie", () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    for (const file of [tensors, readSafetensors(shifted.subarray(1)).tensors])
      for (const [name, numbers] of Object.entries(dtypes.floats))
        expect([...toFloat32(file.get(name)!)]).toEqual(
          numbers.map((x: string | number) => (x === "inf" ? Number.POSITIVE_INFINITY : Number(x))),
        );
  });

  test.each(Object.keys(dtypes.shapes).filter((name) => !Object.hasOwn(dtypes.floats, name)))(
    "%s is not supported as floats",
    (name) => {
      expect(() => toFloat32(tensors.get(name)!)).toThrow("are not supported where floats are asked for");
    },
  );

  test("a type that came later is nobody's trouble who does not ask for it", () => {
    const { tensors, metadata } = readSafetensors(
      file(
        {
          __metadata__: null,
          a: { dtype: "F3_LATER", shape: [3], data_offsets: [0, 4] },
          b: { dtype: "F32", shape: [1], data_offsets: [4, 8] },
        },
        8,
      ),
    );
    expect(metadata).toEqual({});
    expect([...toFloat32(tensors.get("b")!)]).toEqual([0]);
    expect(() => toFloat32(tensors.get("a")!)).toThrow("F3_LATER are not supported");
  });
});
