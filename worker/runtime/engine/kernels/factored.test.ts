/** Kronecker products and low rank: what they give is the product with the matrix written out. */
import { test } from "vitest";
import { type Bench, onBoth } from "./fixtures/both.ts";
import { each, expectClose, floats } from "./fixtures/numbers.ts";
import { expectRowsAlone, ROWS } from "./fixtures/rows-alone.ts";
import { type KroneckerSizes, kroneckerBytes, lowRankBytes, packedF32Bytes } from "./layout.ts";
import { kroneckerSum, linear } from "./reference/linear.ts";

type Kernel = keyof typeof kroneckerBytes;

interface Layer extends KroneckerSizes {
  kernel: Kernel;
  rows: number;
}

const layer = (kernel: Kernel, rows: number, [m1, n1, m2, n2]: readonly number[], terms = 1): Layer => ({
  ...{ kernel, rows, m1: m1!, n1: n1!, m2: m2!, n2: n2!, terms },
});

/** `[A | B | …]`: row by row, for `packF32` of several terms side by side; factors `[terms, rows, columns]`. */
function sideBySide(factors: Float32Array, terms: number, rows: number): Float32Array {
  const columns = factors.length / terms / rows;
  return Float32Array.from(factors, (_, at) => {
    const [row, column] = [Math.floor(at / (terms * columns)), at % (terms * columns)];
    return factors[(Math.floor(column / columns) * rows + row) * columns + (column % columns)]!;
  });
}

function pack(bench: Bench, matrix: Float32Array, out: number): number {
  const depth = matrix.length / out;
  const packed = bench.room(packedF32Bytes(out, depth));
  bench.kernels.packF32(bench.put(matrix), 4 * depth, 4, out, depth, packed);
  return packed;
}

/** The terms of one matrix after another, each packed; the layout has no space between. */
function packEach(bench: Bench, matrices: Float32Array, out: number, depth: number): number {
  const terms = matrices.length / out / depth;
  const packed = bench.room(terms * packedF32Bytes(out, depth));
  const from = bench.put(matrices);
  for (let r = 0; r < terms; r++) {
    const to = packed + r * packedF32Bytes(out, depth);
    bench.kernels.packF32(from + 4 * r * out * depth, 4 * depth, 4, out, depth, to);
  }
  return packed;
}

interface Numbers {
  x: Float32Array;
  a: Float32Array;
  b: Float32Array;
  bias: Float32Array;
}

const random = ({ rows, m1, n1, m2, n2, terms }: Layer): Numbers => ({
  ...{ x: floats(rows * n1 * n2, 1), a: floats(terms * m1 * n1, 2), b: floats(terms * m2 * n2, 3) },
  bias: floats(m1 * m2, 4),
});

function run(
  bench: Bench,
  { kernel, rows, m1, n1, m2, n2, terms }: Layer,
  { x, a, b, bias }: Numbers,
  withBias = true,
) {
  const [first, second] = {
    kroneckerAFirst: () => [bench.put(a), pack(bench, sideBySide(b, terms, m2), m2)],
    kroneckerBFirst: () => [bench.put(a), packEach(bench, b, m2, n2)],
    kroneckerSmallB: () => [pack(bench, sideBySide(a, terms, m1), m1), bench.put(b)],
  }[kernel]();
  const scratch = bench.room(kroneckerBytes[kernel]({ m1, n1, m2, n2, terms }));
  const y = bench.floatRoom(rows * m1 * m2);
  const from = withBias ? bench.put(bias) : 0;
  bench.kernels[kernel](bench.put(x), rows, first!, second!, m1, n1, m2, n2, terms, from, y, scratch);
  return bench.floats(y, rows * m1 * m2);
}

const SMALL = [
  [1, 1, 1, 1],
  [2, 3, 9, 5],
  [3, 2, 8, 16],
  [5, 4, 11, 7],
  [1, 2, 17, 3],
  [4, 8, 2, 2],
  [9, 6, 2, 8],
  [19, 5, 3, 6],
  [16, 4, 1, 4],
  [24, 7, 2, 3],
];
const KERNELS = ["kroneckerAFirst", "kroneckerBFirst", "kroneckerSmallB"] as const;
const CASES = KERNELS.flatMap((kernel) => [
  ...SMALL.flatMap((shape, i) => [1, 3].map((terms) => layer(kernel, [1, 4, 7, 16, 21][i % 5]!, shape, terms))),
  // Those of the published students.
  layer("kroneckerSmallB", 3, [192, 48, 2, 8]),
  layer("kroneckerBFirst", 3, [16, 2, 96, 192]),
  layer("kroneckerAFirst", 3, [2, 16, 192, 96]),
]);

test.each(KERNELS)("%s is x (Σ A ⊗ B)ᵀ + b", (kernel) => {
  const cases = CASES.filter((layer) => layer.kernel === kernel);
  each(cases, (layer) => {
    const numbers = random(layer);
    const { m1, n1, m2, n2 } = layer;
    const whole = kroneckerSum(numbers.a, numbers.b, layer);
    for (const withBias of [true, false]) {
      const actual = onBoth((bench) => run(bench, layer, numbers, withBias));
      expectClose(actual, linear(numbers.x, whole, withBias ? numbers.bias : [], m1 * m2, n1 * n2), 1e-5);
    }
  });
});

test.each(KERNELS)("%s: a row's bits depend neither on its neighbours nor on its place", (kernel) => {
  const all = layer(kernel, ROWS, [6, 3, 10, 5], 2);
  const numbers = random(all);
  expectRowsAlone(numbers.x, (x, rows) => onBoth((bench) => run(bench, { ...all, rows }, { ...numbers, x })));
});

test.each([
  { rows: 1, depth: 384, rank: 12, out: 40 },
  { rows: 5, depth: 7, rank: 1, out: 3 },
  { rows: 16, depth: 24, rank: 9, out: 33 },
  { rows: 37, depth: 20, rank: 15, out: 16 },
])("lowRank: $rows x $depth through rank $rank to $out is x (U V)ᵀ + b", ({ rows, depth, rank, out }) => {
  const [x, u, v, bias] = [floats(rows * depth, 1), floats(out * rank, 2), floats(rank * depth, 3), floats(out, 4)];
  for (const withBias of [true, false]) {
    const actual = onBoth((bench) => {
      const [packedV, packedU, y] = [pack(bench, v, rank), pack(bench, u, out), bench.floatRoom(rows * out)];
      const [from, scratch] = [withBias ? bench.put(bias) : 0, bench.room(lowRankBytes(rank))];
      bench.kernels.lowRank(bench.put(x), rows, depth, packedV, rank, packedU, out, from, y, scratch);
      return bench.floats(y, rows * out);
    });
    const narrow = linear(x, v, [], rank, depth);
    expectClose(actual, linear(narrow, u, withBias ? bias : [], out, rank), 2e-5);
  }
});
