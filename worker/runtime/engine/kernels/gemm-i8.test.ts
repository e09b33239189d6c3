import { expect, test } from "vitest";
import { type Bench, expectSameBits, onBoth } from "./fixtures/both.ts";
import { each, floats, integers } from "./fixtures/numbers.ts";
import { outlierBytes, packedI8Bytes, paddedDepth } from "./layout.ts";
import { integerOutput, quantiseRow } from "./reference/integers.ts";

interface Layer {
  x: Float32Array;
  /** Signed, `[out, depth]`. */
  w: Int8Array;
  scales: Float32Array;
  bias: Float32Array;
  rows: number;
  out: number;
  depth: number;
}

type Three = [number, number, number];

function random(rows: number, out: number, depth: number): Layer {
  return {
    ...{ x: floats(rows * depth, 1, 3), w: Int8Array.from(integers(out * depth, 2, -128, 127)) },
    ...{ scales: floats(out, 3).map((s) => Math.abs(s) / 100), bias: floats(out, 4), rows, out, depth },
  };
}

/** The layer on a bench, its weights signed as `[out, depth]`, or as files have them: unsigned, `[depth, out]`. */
function run(bench: Bench, layer: Layer, asInFiles = true): Float32Array {
  const { x, w, scales, bias, rows, out, depth } = layer;
  const { kernels } = bench;
  const turned = Uint8Array.from(w, (_, at) => w[(at % out) * depth + Math.floor(at / out)]! + 128);
  const packed = bench.room(packedI8Bytes(out, depth));
  const common = [bench.put(scales), bench.put(bias), out, depth, packed] as const;
  if (asInFiles) kernels.packI8(bench.put(turned), 1, out, 128, ...common);
  else kernels.packI8(bench.put(w), depth, 1, 0, ...common);
  const q = bench.room(rows * paddedDepth(depth));
  const [steps, bottoms, outliers] = [4, 4, outlierBytes(depth)].map((bytes) => bench.room(rows * bytes)) as Three;
  const y = bench.floatRoom(rows * out);
  kernels.quantiseRows(bench.put(x), rows, depth, q, steps, bottoms, outliers);
  kernels.linearI8(q, rows, depth, packed, out, steps, bottoms, outliers, y);
  return bench.floats(y, rows * out);
}

function reference({ x, w, scales, bias, rows, out, depth }: Layer): Float32Array {
  const quantised = Array.from({ length: rows }, (_, r) => quantiseRow(x.subarray(r * depth, (r + 1) * depth)));
  return Float32Array.from({ length: rows * out }, (_, at) => {
    const o = at % out;
    const weights = w.subarray(o * depth, (o + 1) * depth);
    return integerOutput(quantised[Math.floor(at / out)]!, weights, scales[o]!, bias[o]!);
  });
}

const SHAPES = [
  ...[
    [1, 1, 1],
    [1, 9, 3],
    [2, 8, 4],
    [3, 16, 5],
    [4, 8, 8],
    [5, 7, 6],
    [7, 17, 33],
    [9, 24, 100],
    [13, 3, 384],
  ],
].map(([rows, out, depth]) => ({ rows: rows!, out: out!, depth: depth! }));

test("both binaries have the bits of the scalar reference, weights unsigned as [in, out] or signed as [out, in]", () => {
  each(SHAPES, ({ rows, out, depth }) => {
    const layer = random(rows, out, depth);
    const expected = reference(layer);
    for (const asInFiles of [true, false]) {
      const actual = onBoth((bench) => run(bench, layer, asInFiles));
      expectSameBits(actual, expected);
    }
  });
});

test("shapes drawn at random, rows with and without outliers", () => {
  const drawn = Array.from({ length: 40 }, (_, seed) => {
    const [rows, out, depth] = integers(3, seed, 1, 1000);
    return { seed, rows: 1 + (rows! % 31), out: 1 + (out! % 40), depth: 1 + (depth! % 90) };
  });
  each(drawn, ({ seed, rows, out, depth }) => {
    const layer = random(rows, out, depth);
    const far = floats(rows, seed, 200);
    for (let r = seed % 2; r < rows; r += 2) layer.x[r * depth + ((r * 13 + seed) % depth)] = far[r]!;
    expectSameBits(
      onBoth((bench) => run(bench, layer, seed % 3 > 0)),
      reference(layer),
    );
  });
});

test("the largest products there are do not saturate: 127 times -128 and 127, all along", () => {
  for (const weight of [-128, 127]) {
    const layer = random(4, 8, 3072);
    layer.x.fill(1).set([0], 0);
    for (let r = 0; r < 4; r++) layer.x[r * 3072] = 0; // 0, 1, 1, …: q is 0, 127, 127, …
    layer.w.fill(weight);
    expectSameBits(
      onBoth((bench) => run(bench, layer)),
      reference(layer),
    );
  }
});

test("a row's few far numbers take nothing from the others: they are outliers, exactly multiplied", () => {
  each([8, 33, 384, 1536], (depth) => {
    const layer = random(6, 9, depth);
    for (let r = 0; r < 5; r++) {
      layer.x[r * depth + ((7 * r) % depth)] = 40 * (r - 2);
      layer.x[(r + 1) * depth - 1] = -60 * (r - 1);
    }
    const quantised = quantiseRow(layer.x.subarray(0, depth));
    if (depth > 33) expect(quantised.r.filter((r) => r !== 0).length).toBeGreaterThan(0);
    expectSameBits(
      onBoth((bench) => run(bench, layer)),
      reference(layer),
    );
  });
});

test("a row's bits depend neither on its neighbours nor on its place", () => {
  const layer = random(10, 20, 36);
  const together = onBoth((bench) => run(bench, layer));
  for (const [first, rows] of [
    [0, 1],
    [9, 1],
    [3, 2],
    [5, 3],
    [2, 4],
    [1, 7],
  ] as const) {
    const x = layer.x.slice(first * 36, (first + rows) * 36);
    const alone = onBoth((bench) => run(bench, { ...layer, x, rows }));
    expectSameBits(alone, together.slice(first * 20, (first + rows) * 20));
  }
});

test("it is the layer in floats, up to the rounding of activations", () => {
  const layer = random(6, 12, 64);
  const { x, w, scales, bias, rows, out, depth } = layer;
  const actual = onBoth((bench) => run(bench, layer));
  for (let at = 0; at < rows * out; at++) {
    const [r, o] = [Math.floor(at / out), at % out];
    const row = x.subarray(r * depth, (r + 1) * depth);
    const halfStep = quantiseRow(row).step / 2;
    let [exact, most] = [bias[o]!, 0];
    for (let k = 0; k < depth; k++) {
      const weight = w[o * depth + k]! * scales[o]!;
      exact += row[k]! * weight;
      most += Math.abs(weight) * halfStep;
    }
    expect(Math.abs(actual[at]! - exact)).toBeLessThan(most + 1e-4);
  }
});
