/** A model of bge-small's shape as fasttextembed reads it. */
import { describedArchitecture } from "../../../../r2-assets/format/architecture.ts";
import { floatsToHalves } from "../../../../r2-assets/format/half.ts";
import { readOwnSafetensors } from "../../../../r2-assets/format/safetensors.ts";
import { readStored } from "../../../../trainer/export/read-stored.ts";
import type { BenchModel } from "../model.ts";

/** The format of its `src/fte_format.h`: a header, a table of tensors by name, and their numbers; matrices `[in, out]`. */
export function fteOf({ card, weights }: BenchModel): Uint8Array<ArrayBuffer> {
  const stored = readStored(describedArchitecture(card.architecture), readOwnSafetensors(weights).tensors);
  const tensors = new Map<string, { shape: number[]; bytes: Uint8Array; half: boolean }>();
  const floats = (name: string, data: Float32Array) =>
    tensors.set(name, {
      shape: [data.length],
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      half: false,
    });
  const halves = (name: string, shape: number[], data: Float32Array) => {
    const { buffer, byteOffset, byteLength } = floatsToHalves(data);
    tensors.set(name, { shape, bytes: new Uint8Array(buffer, byteOffset, byteLength), half: true });
  };
  const of = (name: string) => stored.get(`bert.${name}`)!;
  for (const table of ["word", "token_type", "position"]) {
    const name = `embeddings.${table}_embeddings.weight`;
    halves(name, of(name).shape, of(name).data);
  }
  const both = ["weight", "bias"];
  for (const part of both) floats(`embeddings.LayerNorm.${part}`, of(`embeddings.LayerNorm.${part}`).data);
  for (let i = 0; i < 12; i++) {
    const at = `encoder.layer.${i}`;
    const three = ["query", "key", "value"].map((part) => `${at}.attention.self.${part}`);
    const [[weight, width], bias] = [
      beside(three.map((part) => transposed(of(`${part}.weight`)))),
      three.flatMap((part) => [...of(`${part}.bias`).data]),
    ];
    halves(`Attention_${i}_qkv_weight`, [WIDTH, width], weight);
    floats(`Attention_${i}_qkv_bias`, Float32Array.from(bias));
    const dense = [`${at}.attention.output.dense`, `${at}.intermediate.dense`, `${at}.output.dense`];
    for (const [k, name] of dense.entries()) {
      const { shape } = of(`${name}.weight`);
      halves(`onnx::MatMul_${matMulNumber(i, k)}`, shape.toReversed(), transposed(of(`${name}.weight`)));
      floats(`${name}.bias`, of(`${name}.bias`).data);
    }
    for (const norm of ["attention.output", "output"])
      for (const part of both) floats(`${at}.${norm}.LayerNorm.${part}`, of(`${at}.${norm}.LayerNorm.${part}`).data);
  }
  return written(tensors);
}

export const WIDTH = 384;

/** As the package calls them, after the nodes of the graph that it was made from (`src/layer_matmul_names.c`). */
const matMulNumber = (layer: number, which: number): number => 1536 + 13 * layer + which;

function transposed({ shape: [out, depth], data }: { shape: number[]; data: Float32Array }): Float32Array {
  const turned = new Float32Array(data.length);
  for (let o = 0; o < out!; o++) for (let k = 0; k < depth!; k++) turned[k * out! + o] = data[o * depth! + k]!;
  return turned;
}

/** `[WIDTH, n]` each -> `[WIDTH, all]`. */
function beside(matrices: readonly Float32Array[]): [Float32Array, number] {
  const width = matrices.reduce((sum, { length }) => sum + length / WIDTH, 0);
  const all = new Float32Array(WIDTH * width);
  let column = 0;
  for (const matrix of matrices) {
    const own = matrix.length / WIDTH;
    for (let row = 0; row < WIDTH; row++) all.set(matrix.subarray(row * own, (row + 1) * own), row * width + column);
    column += own;
  }
  return [all, width];
}

const [HEADER, ENTRY, ALIGNMENT] = [64, 104, 64];

function written(
  tensors: ReadonlyMap<string, { shape: number[]; bytes: Uint8Array; half: boolean }>,
): Uint8Array<ArrayBuffer> {
  const aligned = (at: number) => Math.ceil(at / ALIGNMENT) * ALIGNMENT;
  const blob = aligned(HEADER + ENTRY * tensors.size);
  const size = [...tensors.values()].reduce((at, { bytes }) => aligned(at + bytes.length), blob);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(HEADER), true);
  view.setBigUint64(8, BigInt(blob), true);
  const numbers = [0x31455446, 2, 384, 12, 12, 1536, 30_522, 512, 2, tensors.size, 0];
  for (const [i, number] of numbers.entries()) view.setUint32(16 + 4 * i, number, true);
  let [entry, at] = [HEADER, blob];
  for (const [name, { shape, bytes, half }] of tensors) {
    view.setBigUint64(entry, BigInt(at), true);
    view.setBigUint64(entry + 8, BigInt(bytes.length), true);
    file.set(new TextEncoder().encode(name), entry + 16);
    view.setInt32(entry + 80, shape.length, true);
    for (let d = 0; d < 4; d++) view.setInt32(entry + 84 + 4 * d, shape[d] ?? 0, true);
    view.setInt32(entry + 100, half ? 1 : 0, true);
    file.set(bytes, at);
    at = aligned(at + bytes.length);
    entry += ENTRY;
  }
  return file;
}
