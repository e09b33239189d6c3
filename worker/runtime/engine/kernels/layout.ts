/** Bytes that the kernels' packed matrices and scratch take. */

/** Columns of a panel, and rows that go through two factors together; `COLUMNS` and `CHUNK` of `assembly/tile.ts`. */
const COLUMNS = 8;
const CHUNK = 16;
const FLOAT = 4;

const panels = (out: number) => Math.ceil(out / COLUMNS);

/** A depth of activations in bytes, rounded up to fours: how far apart rows of `quantiseRows` lie. */
export const paddedDepth = (depth: number) => Math.ceil(depth / 4) * 4;

/** Of a row's list of outliers; `listBytes` of `assembly/outliers.ts`. */
export const outlierBytes = (width: number) => 4 + 8 * (Math.floor(width / 8) + 4);

/** Of a matrix `[out, depth]` packed by `packF32`. */
export const packedF32Bytes = (out: number, depth: number) => panels(out) * depth * COLUMNS * FLOAT;

/** Of a matrix `[out, depth]` packed by `packI8`: scale, offset and bias of its outputs among it. */
export const packedI8Bytes = (out: number, depth: number) => panels(out) * COLUMNS * (3 * FLOAT + paddedDepth(depth));

/** Scratch of `attention`. */
export const attentionBytes = (keys: number, d: number) =>
  packedF32Bytes(keys, d) + packedF32Bytes(d, keys) + 4 * (keys + 1) * FLOAT;

/** Scratch of `lowRank`. */
export const lowRankBytes = (rank: number) => CHUNK * rank * FLOAT;

/** Bytes of a row of so many 16-bit numbers; `shortsBytes` of `assembly/shorts.ts`. */
const shortsBytes = (count: number) => 2 * Math.ceil(count / COLUMNS) * COLUMNS;

/** Scratch of `attentionI16`. */
export const attentionI16Bytes = (keys: number, d: number) =>
  COLUMNS * (panels(keys) * shortsBytes(d) + panels(d) * shortsBytes(keys)) +
  4 * (shortsBytes(d) + FLOAT + 2 * shortsBytes(keys));

/** Shapes of `Σ A ⊗ B`: A `[m1, n1]`, B `[m2, n2]`. */
export interface KroneckerSizes {
  m1: number;
  n1: number;
  m2: number;
  n2: number;
  terms: number;
}

/** Scratch of the kernels for Kronecker products. */
export const kroneckerBytes = {
  kroneckerAFirst: ({ m1, n2, terms }: KroneckerSizes) => CHUNK * m1 * terms * n2 * FLOAT,
  kroneckerBFirst: ({ n1, terms }: KroneckerSizes) => CHUNK * terms * n1 * COLUMNS * FLOAT,
  kroneckerSmallB: ({ n1, m2, terms }: KroneckerSizes) => CHUNK * m2 * (terms * n1 + COLUMNS) * FLOAT,
};

/** Scratch of those for large factors of bytes. */
export const kroneckerI16Bytes = {
  kroneckerAFirst: ({ m1, n2 }: KroneckerSizes) => (m1 + 1) * n2 * FLOAT + CHUNK * m1 * (FLOAT + shortsBytes(n2)),
  kroneckerBFirst: ({ n1, n2 }: KroneckerSizes) =>
    (CHUNK * n1 * COLUMNS + n2) * FLOAT + CHUNK * n1 * (FLOAT + shortsBytes(n2)),
  kroneckerSmallB: ({ n1, m2 }: KroneckerSizes) =>
    ((m2 + 1) * n1 + CHUNK * m2 * COLUMNS) * FLOAT + CHUNK * m2 * (FLOAT + shortsBytes(n1)),
};

/** Weights `[out, depth]`, signed bytes times a scale an output, as `panel-i16.ts` wants them. */
export function panelsI16(weights: Int8Array, scales: Float32Array, out: number, depth: number): Uint8Array {
  const panelBytes = COLUMNS * (FLOAT + shortsBytes(depth));
  const packed = new Uint8Array(panels(out) * panelBytes);
  const view = new DataView(packed.buffer);
  for (let o = 0; o < out; o++) {
    const panel = Math.floor(o / COLUMNS) * panelBytes;
    const column = o % COLUMNS;
    view.setFloat32(panel + FLOAT * column, scales[o]!, true);
    for (let k = 0; k < depth; k++) {
      const pair = panel + FLOAT * COLUMNS * (1 + (k >> 1));
      view.setInt16(pair + FLOAT * column + 2 * (k & 1), weights[o * depth + k]!, true);
    }
  }
  return packed;
}
