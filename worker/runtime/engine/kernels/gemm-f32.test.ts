import { expect, test } from "vitest";
import { Bench, expectSameBits, onBoth } from "./fixtures/both.ts";
import { each, expectClose, floats } from "./fixtures/numbers.ts";
import { packedF32Bytes } from "./layout.ts";
import { linear } from "./reference/linear.ts";

/** Rows on both sides of a tile of four, outputs of a panel of eight and of four panels, odd depths. */
const SHAPES = [
  ...[
    [1, 1, 1],
    [1, 31, 7],
    [1, 32, 5],
    [1, 75, 12],
    [2, 8, 4],
    [3, 9, 17],
    [4, 8, 16],
    [5, 7, 3],
  ],
  ...[
    [6, 16, 33],
    [7, 33, 20],
    [8, 12, 1],
    [11, 40, 96],
    [13, 2, 64],
    [32, 24, 48],
  ],
].map(([rows, out, depth]) => ({ rows: rows!, out: out!, depth: depth! }));

interface Layer {
  x: Float32Array;
  w: Float32Array;
  bias: Float32Array;
  rows: number;
  out: number;
  depth: number;
}

const random = ({ rows, out, depth }: (typeof SHAPES)[number]): Layer => ({
  ...{ x: floats(rows * depth, 1), w: floats(out * depth, 2), bias: floats(out, 3), rows, out, depth },
});

function pack(bench: Bench, { w, out, depth }: Layer): number {
  const packed = bench.room(packedF32Bytes(out, depth));
  bench.kernels.packF32(bench.put(w), 4 * depth, 4, out, depth, packed);
  return packed;
}

function run(bench: Bench, kernel: "linearF32" | "linearF32Fused", layer: Layer, withBias = true): Float32Array {
  const { x, bias, rows, out, depth } = layer;
  const [packed, y] = [pack(bench, layer), bench.floatRoom(rows * out)];
  bench.kernels[kernel](bench.put(x), rows, depth, packed, out, withBias ? bench.put(bias) : 0, y);
  return bench.floats(y, rows * out);
}

const LAYERS = SHAPES.map((shape) => ({ shape, layer: random(shape) }));

test("linearF32 is x Wᵀ + b, in the same bits in both binaries, and linearF32Fused is up to rounding", () => {
  each(LAYERS, ({ layer }) => {
    const { x, w, bias, out, depth } = layer;
    for (const withBias of [true, false]) {
      const expected = linear(x, w, withBias ? bias : [], out, depth);
      const exact = onBoth((bench) => run(bench, "linearF32", layer, withBias));
      const fused = (["relaxed", "plain"] as const).map((b) => run(new Bench(b), "linearF32Fused", layer, withBias));
      for (const actual of [exact, ...fused]) expectClose(actual, expected, 1e-6 * Math.sqrt(depth));
    }
  });
});

test("addProduct gives each row a start of its own", () => {
  each(LAYERS, ({ layer }) => {
    const { x, w, rows, out, depth } = layer;
    const start = floats(rows * out, 4);
    const actual = onBoth((bench) => {
      const [packed, y] = [pack(bench, layer), bench.floatRoom(rows * out)];
      bench.kernels.addProduct(bench.put(x), rows, depth, packed, out, bench.put(start), y);
      return bench.floats(y, rows * out);
    });
    expectClose(actual, linear(x, w, start, out, depth), 1e-6 * Math.sqrt(depth));
  });
});

test("the plain binary's linearF32Fused is its linearF32", () => {
  const layer = random({ rows: 9, out: 19, depth: 130 });
  const [fused, exact] = (["linearF32Fused", "linearF32"] as const).map((kernel) =>
    run(new Bench("plain"), kernel, layer),
  );
  expectSameBits(fused!, exact!);
});

test.each(["linearF32", "linearF32Fused"] as const)(
  "%s: a row's bits depend neither on its neighbours nor on its place",
  (kernel) => {
    const layer = random({ rows: 11, out: 45, depth: 96 });
    const { x, out, depth } = layer;
    for (const binary of ["relaxed", "plain"] as const) {
      const together = run(new Bench(binary), kernel, layer);
      for (const [first, rows] of [
        [0, 1],
        [3, 1],
        [2, 3],
        [10, 1],
        [4, 7],
        [1, 4],
      ] as const) {
        const some = { ...layer, x: x.slice(first * depth, (first + rows) * depth), rows };
        const alone = run(new Bench(binary), kernel, some);
        expectSameBits(alone, together.slice(first * out, (first + rows) * out));
      }
    }
  },
);

test("sums are added in order of k, each step rounded: the bits of a plain loop", () => {
  const layer = random({ rows: 5, out: 9, depth: 50 });
  const { x, w, bias, out, depth } = layer;
  const loop = Float32Array.from({ length: 5 * out }, (_, at) => {
    let sum = bias[at % out]!;
    for (let k = 0; k < depth; k++) {
      sum = Math.fround(sum + Math.fround(x[Math.floor(at / out) * depth + k]! * w[(at % out) * depth + k]!));
    }
    return sum;
  });
  expectSameBits(
    onBoth((bench) => run(bench, "linearF32", layer)),
    loop,
  );
});

test("no rows write nothing", () => {
  const layer = { ...random({ rows: 1, out: 9, depth: 4 }), rows: 0 };
  expect(onBoth((bench) => run(bench, "linearF32", layer))).toHaveLength(0);
});

test("a matrix that lies transposed is packed to the same bytes", () => {
  const [out, depth] = [11, 6];
  const w = floats(out * depth, 5);
  const turned = Float32Array.from(w, (_, at) => w[(at % out) * depth + Math.floor(at / out)]!);
  const packed = (numbers: Float32Array, outStride: number, depthStride: number) =>
    onBoth((bench) => {
      const at = bench.room(packedF32Bytes(out, depth));
      bench.kernels.packF32(bench.put(numbers), outStride, depthStride, out, depth, at);
      return bench.bytes(at, packedF32Bytes(out, depth));
    });
  expect(packed(turned, 4, 4 * out)).toEqual(packed(w, 4 * depth, 4));
});
