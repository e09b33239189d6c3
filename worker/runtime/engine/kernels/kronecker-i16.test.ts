/** Kronecker products whose large factor is bytes: what they give is the product with the matrix written out. */
import { expect, test } from "vitest";
import { type Bench, onBoth } from "./fixtures/both.ts";
import { each, expectClose, floats, integers } from "./fixtures/numbers.ts";
import { expectRowsAlone, ROWS } from "./fixtures/rows-alone.ts";
import { kroneckerI16Bytes, panelsI16 } from "./layout.ts";
import { kroneckerSum, linear } from "./reference/linear.ts";

type Kernel = keyof typeof kroneckerI16Bytes;
type Shape = readonly [m1: number, n1: number, m2: number, n2: number];

interface Numbers {
  x: Float32Array;
  /** Of the large factor, `[out, depth]`; scales one an output, or one for each k. */
  bytes: Int8Array;
  scales: Float32Array;
  small: Float32Array;
  bias: Float32Array;
}

interface Layer {
  kernel: Kernel;
  rows: number;
  shape: Shape;
  scalesOf: "outputs" | "depth";
}

/** Of the large factor. */
const sizeOf = ({ kernel, shape: [m1, n1, m2, n2] }: Layer) => (kernel === "kroneckerSmallB" ? [m1, n1] : [m2, n2]);

function random(layer: Layer): Numbers {
  const [m1, n1, m2, n2] = layer.shape;
  const [out, depth] = sizeOf(layer) as [number, number];
  const small = (m1 * n1 * m2 * n2) / (out * depth);
  return {
    ...{ x: floats(layer.rows * n1 * n2, 1), small: floats(small, 2), bias: floats(m1 * m2, 3) },
    bytes: Int8Array.from(integers(out * depth, 4, -128, 127)),
    scales: floats(layer.scalesOf === "outputs" ? out : depth, 5).map((scale) => (scale + 2) / 300),
  };
}

/** y is in the scale of what meets the large factor: so a tolerance is a part of that. */
function run(bench: Bench, layer: Layer, { x, bytes, scales, small, bias }: Numbers, withBias: boolean): Float32Array {
  const { kernel, rows, shape, scalesOf } = layer;
  const [m1, n1, m2, n2] = shape;
  const [out, depth] = sizeOf(layer) as [number, number];
  const perOutput = scalesOf === "outputs";
  const panels = bench.put(panelsI16(bytes, perOutput ? scales : new Float32Array(out).fill(1), out, depth));
  const by = perOutput ? 0 : bench.put(scales);
  const factors = [bench.put(small), panels];
  const [a, b] = kernel === "kroneckerSmallB" ? factors.toReversed() : factors;
  const scratch = bench.room(kroneckerI16Bytes[kernel]({ m1, n1, m2, n2, terms: 1 }));
  const [from, y] = [withBias ? bench.put(bias) : 0, bench.floatRoom(rows * m1 * m2)];
  bench.kernels[`${kernel}I16`](bench.put(x), rows, a!, b!, by, m1, n1, m2, n2, from, y, scratch);
  return bench.floats(y, rows * m1 * m2);
}

function expected(layer: Layer, { x, bytes, scales, small, bias }: Numbers, withBias: boolean): number[] {
  const [m1, n1, m2, n2] = layer.shape;
  const [, depth] = sizeOf(layer) as [number, number];
  const large = Array.from(bytes, (byte, at) => {
    const [o, k] = [Math.floor(at / depth), at % depth];
    return byte * scales[layer.scalesOf === "outputs" ? o : k]!;
  });
  const [a, b] = layer.kernel === "kroneckerSmallB" ? [large, small] : [small, large];
  const whole = kroneckerSum(a, b, { m1, n1, m2, n2, terms: 1 });
  return linear(x, whole, withBias ? bias : [], m1 * m2, n1 * n2);
}

const KERNELS = ["kroneckerAFirst", "kroneckerBFirst", "kroneckerSmallB"] as const;
const SHAPES: readonly Shape[] = [
  [1, 1, 1, 1],
  [2, 3, 9, 5],
  [3, 2, 8, 16],
  [1, 2, 17, 3],
  [9, 6, 2, 8],
  [19, 5, 3, 6],
  [24, 7, 2, 3],
];
/** Those of the published students. */
const PUBLISHED: Record<Kernel, Shape> = {
  kroneckerAFirst: [2, 16, 192, 96],
  kroneckerBFirst: [16, 2, 96, 192],
  kroneckerSmallB: [192, 48, 2, 8],
};

test.each(KERNELS)("%s is x (A ⊗ B)ᵀ + b", (kernel) => {
  const cases = [...SHAPES, PUBLISHED[kernel]].flatMap((shape, i) =>
    (["outputs", "depth"] as const).map(
      (scalesOf): Layer => ({ kernel, rows: [1, 4, 7, 16, 21, 2, 3, 5][i]!, shape, scalesOf }),
    ),
  );
  each(cases, (layer) => {
    const numbers = random(layer);
    for (const withBias of [true, false])
      expectClose(
        onBoth((bench) => run(bench, layer, numbers, withBias)),
        expected(layer, numbers, withBias),
        6e-4,
      );
  });
});

test.each(KERNELS)("%s: a row's bits depend neither on its neighbours nor on its place", (kernel) => {
  const all: Layer = { kernel, rows: ROWS, shape: [6, 3, 10, 5], scalesOf: "depth" };
  const numbers = random(all);
  expectRowsAlone(numbers.x, (x, rows) => onBoth((bench) => run(bench, { ...all, rows }, { ...numbers, x }, true)));
});

test.each(KERNELS)("%s: sums of the largest bytes and numbers fit 32 bits, whatever the depth", (kernel) => {
  for (const depth of [512, 513, 2000]) {
    const shape: Shape = kernel === "kroneckerSmallB" ? [2, depth, 1, 1] : [1, 1, 2, depth];
    const layer: Layer = { kernel, rows: 1, shape, scalesOf: "outputs" };
    const numbers = random(layer);
    numbers.x.fill(-3);
    numbers.bytes.fill(-128);
    numbers.small.fill(1);
    const exact = expected(layer, numbers, false);
    onBoth((bench) => run(bench, layer, numbers, false)).forEach((y, i) => {
      expect(Math.abs(y / exact[i]! - 1)).toBeLessThan(1e-6);
    });
  }
});

test.each(KERNELS)("%s: what is not finite shows", (kernel) => {
  const layer: Layer = { kernel, rows: 5, shape: [4, 4, 4, 8], scalesOf: "depth" };
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const numbers = random(layer);
    numbers.x.fill(wrong, 32, 64);
    const y = onBoth((bench) => run(bench, layer, numbers, true));
    expect(y.slice(16, 32).some(Number.isFinite)).toBe(false);
    expect([...y.slice(0, 16), ...y.slice(32)].every(Number.isFinite)).toBe(true);
  }
});
