/**
 * The safetensors format: 8 bytes of header length (little-endian u64), a JSON header, then the tensors' bytes.
 * Source: https://github.com/huggingface/safetensors#format. Little-endian machines only, as everywhere that runs this.
 */
import { halvesToFloats } from "./half.ts";

/** Bytes per number of every element type that we write. */
export const ITEM_SIZE = { F32: 4, F16: 2, I8: 1, U8: 1, I32: 4, I64: 8 } as const;
export type DType = keyof typeof ITEM_SIZE;

/** Bits per number of every type of the format (`Dtype` of safetensors 0.8.0), to hold shapes against sizes. */
const ITEM_BITS: Readonly<Record<string, number>> = {
  ...{ F4: 4, F6_E2M3: 6, F6_E3M2: 6, BOOL: 8, U8: 8, I8: 8, F8_E5M2: 8, F8_E4M3: 8, F8_E8M0: 8 },
  ...{ F8_E4M3FNUZ: 8, F8_E5M2FNUZ: 8 },
  ...{ I16: 16, U16: 16, F16: 16, BF16: 16, I32: 32, U32: 32, F32: 32, C64: 64, F64: 64, I64: 64, U64: 64 },
};

/** A tensor as it lies in a file: row-major, little-endian. One that was read may be of any type, also of a later one. */
export interface StoredTensor<Type extends string = DType> {
  dtype: Type;
  shape: number[];
  data: Uint8Array;
}

export interface SafetensorsFile {
  /** In file order. `offset`: first byte of the data, counted from the start of the file, as ONNX external data wants it. */
  tensors: Map<string, StoredTensor<string> & { offset: number }>;
  metadata: Record<string, string>;
}

/** The file is damaged or holds something that we do not read; the message is one sentence that says what. */
export class SafetensorsError extends Error {
  override name = "SafetensorsError";
}

const MAX_HEADER_BYTES = 100_000_000; // the official reader's limit
const PREFIX_BYTES = 8;

/**
 * Reads a whole file. The tensors' data are views on `bytes`, nothing is copied.
 * Throws SafetensorsError for whatever the official reader refuses: bad lengths, overlaps, holes, trailing bytes.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  if (bytes.length < PREFIX_BYTES) fail(`the file is ${bytes.length} bytes long, too short for a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getBigUint64(0, true);
  if (headerBytes > MAX_HEADER_BYTES) fail(`the header claims ${headerBytes} bytes, over the limit of 100 MB`);
  const dataStart = PREFIX_BYTES + Number(headerBytes);
  if (dataStart > bytes.length) {
    fail(
      `the header claims ${headerBytes} bytes, but the file has only ${bytes.length - PREFIX_BYTES} after its length`,
    );
  }
  const { __metadata__: metadata, ...entries } = parseHeader(bytes.subarray(PREFIX_BYTES, dataStart));
  const described = Object.entries(entries).map(([name, entry]) => describe(name, entry));
  described.sort((a, b) => a.begin - b.begin || a.end - b.end);

  const tensors: SafetensorsFile["tensors"] = new Map();
  let position = 0;
  for (const { name, dtype, shape, begin, end } of described) {
    if (end > bytes.length - dataStart) fail(`tensor ${name} ends at byte ${end} of ${bytes.length - dataStart}`);
    if (begin < position) fail(`tensor ${name} overlaps the one before it`);
    if (begin > position) fail(`bytes ${position} to ${begin} before tensor ${name} belong to no tensor`);
    position = end;
    const offset = dataStart + begin;
    tensors.set(name, { dtype, shape, data: bytes.subarray(offset, dataStart + end), offset });
  }
  if (position !== bytes.length - dataStart) {
    fail(`${bytes.length - dataStart - position} bytes after the last tensor belong to no tensor`);
  }
  return { tensors, metadata: checkMetadata(metadata) };
}

/**
 * A whole file. Tensors are ordered by item size, largest first, then by name, and the header is padded with spaces
 * to a multiple of 8 bytes (as the official writer does), so each tensor starts at a multiple of its item size.
 * Throws SafetensorsError for a repeated name or data whose size is not that of its shape.
 */
export function writeSafetensors(
  tensors: Iterable<StoredTensor & { name: string }>,
  metadata: Record<string, string> = {},
): Uint8Array {
  const ordered = [...tensors].sort(
    (a, b) => ITEM_SIZE[b.dtype] - ITEM_SIZE[a.dtype] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [["__metadata__", metadata]] : [];
  const seen = new Set(["__metadata__"]);
  let size = 0;
  for (const { name, dtype, shape, data } of ordered) {
    if (seen.has(name)) fail(`the name ${name} is used twice`);
    seen.add(name);
    checkSize(name, dtype, shape, data.length);
    header.push([name, { dtype, shape, data_offsets: [size, size + data.length] }]);
    size += data.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(PREFIX_BYTES + headerBytes + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  file.set(json, PREFIX_BYTES);
  let position = PREFIX_BYTES + headerBytes;
  for (const { data } of ordered) {
    file.set(data, position);
    position += data.length;
  }
  return file;
}

export type OwnTensors = Map<string, StoredTensor & { offset: number }>;

/** Reads a file that we wrote. Throws SafetensorsError as readSafetensors does, and for a type that is not written here. */
export function readOwnSafetensors(bytes: Uint8Array): { tensors: OwnTensors; metadata: Record<string, string> } {
  const { tensors, metadata } = readSafetensors(bytes);
  for (const [name, { dtype }] of tensors)
    if (!Object.hasOwn(ITEM_SIZE, dtype)) fail(`tensor ${name} is of type ${dtype}, which is not written here`);
  return { tensors: tensors as OwnTensors, metadata };
}

/**
 * The numbers of an F32, F16, BF16 or F64 tensor, F64 rounded. F32 is a view where the bytes are aligned, else a copy (not by
 * `slice`, which on Node's Buffer is another view). Throws RangeError for other types.
 */
export function toFloat32({ dtype, data }: StoredTensor<string>): Float32Array {
  switch (dtype) {
    case "F32": {
      const aligned = data.byteOffset % 4 === 0 ? data : new Uint8Array(data);
      return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
    }
    case "F16": {
      const aligned = data.byteOffset % 2 === 0 ? data : new Uint8Array(data);
      return halvesToFloats(new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2));
    }
    case "BF16": {
      // The upper half of an F32 (Google's brain floating point).
      const aligned = data.byteOffset % 2 === 0 ? data : new Uint8Array(data);
      const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
      return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
    }
    case "F64": {
      const aligned = data.byteOffset % 8 === 0 ? data : new Uint8Array(data);
      return Float32Array.from(new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 8));
    }
    default:
      throw new RangeError(`tensors of type ${dtype} are not supported where floats are asked for`);
  }
}

function fail(reason: string): never {
  throw new SafetensorsError(`Not a valid safetensors file: ${reason}.`);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    return fail("its header is not JSON");
  }
  if (!isObject(header)) fail("its header is not a JSON object");
  refuseRepeatedNames(text, Object.keys(header));
  return header;
}

/** JSON.parse keeps the last of two equal keys in silence; counting the header's `"name":{` finds the loss. */
function refuseRepeatedNames(text: string, names: string[]): void {
  let depth = 0;
  let keys = 0;
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/gu;
  for (const [found, colon] of text.matchAll(token)) {
    if (found === "{") depth++;
    else if (found === "}") depth--;
    else if (colon !== undefined && depth === 1) keys++;
  }
  if (keys !== names.length) fail("a tensor's name occurs twice in its header");
}

interface Described {
  name: string;
  dtype: string;
  shape: number[];
  begin: number;
  end: number;
}

function describe(name: string, entry: unknown): Described {
  if (!isObject(entry)) fail(`the header's entry for ${name} is not an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string") fail(`tensor ${name} has no type`);
  if (!isCounts(shape)) fail(`the shape of tensor ${name} is not a list of non-negative integers`);
  if (!isCounts(offsets) || offsets.length !== 2) fail(`tensor ${name} has no pair of data offsets`);
  const [begin, end] = offsets as [number, number];
  if (end < begin) fail(`tensor ${name} ends before it begins`);
  checkSize(name, dtype, shape, end - begin);
  return { name, dtype, shape, begin, end };
}

/** Of a type that came after ours nobody here knows the size: it is what the file says, and only who asks for it minds. */
function checkSize(name: string, dtype: string, shape: number[], actual: number): void {
  if (!Object.hasOwn(ITEM_BITS, dtype)) return;
  const expected = shape.reduce((product, n) => product * n, ITEM_BITS[dtype]!) / 8;
  if (expected !== actual) {
    fail(`tensor ${name} is ${dtype} of shape [${shape}], ${expected} bytes, but its data has ${actual}`);
  }
}

function checkMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined || metadata === null) return {}; // the official reader takes null for none
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === "string")) {
    fail("its metadata is not an object of strings");
  }
  return metadata as Record<string, string>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
