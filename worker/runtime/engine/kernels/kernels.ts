/**
 * The kernels as TypeScript calls them. What each computes, shapes and layouts stand at its function in `assembly/`.
 *
 * All arguments are numbers: pointers (bytes from the memory's start), counts, and where marked truth as 0 or 1. Memory is the caller's:
 * nothing is allocated, and nothing is checked. Floats need no alignment, but are faster on 16 bytes.
 *
 * There are two binaries. `relaxed` has instructions that some machines lack (`i32x4.relaxed_dot_i8x16_i7x16_add_s`, and in `linearF32Fused`
 * alone `f32x4.relaxed_madd`); `plain` has none. Every kernel but `linearF32Fused` gives the same bits in both, on every machine.
 */

type Pointer = number;
type Truth = 0 | 1;

/** Terms of a Kronecker product, their shapes, and the layer's arguments. */
type Kronecker = (
  ...args: [
    ...[x: Pointer, rows: number, a: Pointer, b: Pointer],
    ...[m1: number, n1: number, m2: number, n2: number, terms: number],
    ...[bias: Pointer, y: Pointer, scratch: Pointer],
  ]
) => void;

/** One term, whose large factor is bytes. */
type KroneckerI16 = (
  ...args: [
    ...[x: Pointer, rows: number, a: Pointer, b: Pointer, by: Pointer],
    ...[m1: number, n1: number, m2: number, n2: number],
    ...[bias: Pointer, y: Pointer, scratch: Pointer],
  ]
) => void;

type LinearF32 = (
  ...args: [x: Pointer, rows: number, depth: number, packed: Pointer, out: number, bias: Pointer, y: Pointer]
) => void;

type Gather = (ids: Pointer, count: number, table: Pointer, width: number, y: Pointer, add: Truth) => void;

type Attention = (
  ...args: [
    ...[q: Pointer, k: Pointer, v: Pointer, stride: number],
    ...[queries: number, keys: number, heads: number, d: number, y: Pointer, scratch: Pointer],
  ]
) => void;

type Pool = (x: Pointer, rows: number, width: number, y: Pointer) => void;

export interface Kernels {
  addProduct: LinearF32;
  linearF32: LinearF32;
  linearF32Fused: LinearF32;
  packF32(w: Pointer, outStride: number, depthStride: number, out: number, depth: number, packed: Pointer): void;

  packI8(
    ...args: [
      ...[w: Pointer, outStride: number, depthStride: number, zeroPoint: 0 | 128, scales: Pointer, bias: Pointer],
      ...[out: number, depth: number, packed: Pointer],
    ]
  ): void;
  quantiseRows(
    ...args: [
      ...[x: Pointer, rows: number, width: number],
      ...[q: Pointer, steps: Pointer, bottoms: Pointer, outliers: Pointer],
    ]
  ): void;
  linearI8(
    ...args: [
      ...[q: Pointer, rows: number, depth: number, packed: Pointer, out: number],
      ...[steps: Pointer, bottoms: Pointer, outliers: Pointer, y: Pointer],
    ]
  ): void;

  kroneckerAFirst: Kronecker;
  kroneckerBFirst: Kronecker;
  kroneckerSmallB: Kronecker;
  kroneckerAFirstI16: KroneckerI16;
  kroneckerBFirstI16: KroneckerI16;
  kroneckerSmallBI16: KroneckerI16;
  lowRank(
    ...args: [
      ...[x: Pointer, rows: number, depth: number, packedV: Pointer, rank: number, packedU: Pointer, out: number],
      ...[bias: Pointer, y: Pointer, scratch: Pointer],
    ]
  ): void;

  gatherF32: Gather;
  gatherF16: Gather;
  gatherI8(
    ...args: [ids: Pointer, count: number, table: Pointer, scales: Pointer, width: number, y: Pointer, add: Truth]
  ): void;
  outerRows(
    ...args: [
      ...[a: Pointer, rows: number, n: number, b: Pointer, m: number, terms: number],
      ...[y: Pointer, add: Truth],
    ]
  ): void;

  geluErf(x: Pointer, count: number): void;
  geluErfRough(x: Pointer, count: number): void;
  geluTanh(x: Pointer, count: number): void;
  layerNorm(
    ...args: [
      ...[x: Pointer, residual: Pointer, gamma: Pointer, beta: Pointer],
      ...[epsilon: number, rows: number, width: number, y: Pointer],
    ]
  ): void;
  attention: Attention;
  attentionI16: Attention;
  lstmStep(
    ...args: [
      ...[driven: Pointer, rows: number, units: number, recurrent: Pointer],
      ...[h: Pointer, c: Pointer, gates: Pointer],
    ]
  ): void;
  meanRows: Pool;
  maxRows: Pool;
}

/** The kernels over a memory of the caller's. */
export function openKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}
