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
