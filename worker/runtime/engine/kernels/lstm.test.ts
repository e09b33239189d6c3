import { test } from "vitest";
import golden from "../../../../test/golden/engine-kernels.json" with { type: "json" };
import { type Bench, expectSameBits, onBoth } from "./fixtures/both.ts";
import { expectClose, floats } from "./fixtures/numbers.ts";
import { packedF32Bytes } from "./layout.ts";
import { lstmCell } from "./reference/functions.ts";
import { linear } from "./reference/linear.ts";

function pack(bench: Bench, matrix: Float32Array, out: number): number {
  const depth = matrix.length / out;
  const packed = bench.room(packedF32Bytes(out, depth));
  bench.kernels.packF32(bench.put(matrix), 4 * depth, 4, out, depth, packed);
  return packed;
}

interface Layer {
  units: number;
  inputs: number;
  lengths: number[];
  /** `[texts, longest, inputs]`, the longest text first. */
  x: number[];
}

/** One direction over all texts, step by step, as an executor does it -> states `[texts, longest, units]`, zeros behind a text's end. */
function direction(
  bench: Bench,
  { units, inputs, lengths, x }: Layer,
  weights: { input: number[]; recurrent: number[]; bias: number[] },
  backward: boolean,
): Float32Array {
  const { kernels } = bench;
  const [texts, longest] = [lengths.length, lengths[0]!];
  const gates = 4 * units;
  const input = pack(bench, Float32Array.from(weights.input), gates);
  const recurrent = pack(bench, Float32Array.from(weights.recurrent), gates);
  const bias = bench.put(Float32Array.from(weights.bias));
  const [h, c] = [0, 1].map(() => bench.put(new Float32Array(texts * units)));
  const [driven, scratch] = [bench.floatRoom(texts * gates), bench.floatRoom(texts * gates)];
  const states = new Float32Array(texts * longest * units);
  for (let step = 0; step < longest; step++) {
    const running = lengths.filter((length) => length > step);
    const places = running.map((length, text) => text * longest + (backward ? length - 1 - step : step));
    const rows = Float32Array.from(places.flatMap((place) => x.slice(place * inputs, (place + 1) * inputs)));
    kernels.linearF32(bench.put(rows), running.length, inputs, input, gates, bias, driven);
    kernels.lstmStep(driven, running.length, units, recurrent, h!, c!, scratch);
    places.forEach((place, text) => {
      states.set(bench.floats(h! + 4 * text * units, units), place * units);
    });
  }
  return states;
}

test("both directions over texts of different lengths are PyTorch's", () => {
  const { units, states, directions } = golden.lstm;
  directions.forEach((weights, i) => {
    const actual = onBoth((bench) => direction(bench, golden.lstm, weights, i === 1));
    const expected = Array.from(
      actual,
      (_, at) => states[Math.floor(at / units) * 2 * units + i * units + (at % units)]!,
    );
    expectClose(actual, expected, 2e-6);
  });
});

test.each([
  [1, 1],
  [1, 25],
  [2, 4],
  [3, 7],
  [5, 8],
  [9, 13],
])("%i texts, %i units: a step by its definition", (rows, units) => {
  const [driven, recurrent] = [floats(rows * 4 * units, 1, 3), floats(4 * units * units, 2)];
  const [h, c] = [floats(rows * units, 3), floats(rows * units, 4, 2)];
  const actual = onBoth((bench) => {
    const at = bench.put(Float32Array.from([...h, ...c]));
    const [states, cells, scratch] = [at, at + h.byteLength, bench.floatRoom(rows * 4 * units)];
    bench.kernels.lstmStep(bench.put(driven), rows, units, pack(bench, recurrent, 4 * units), states, cells, scratch);
    return bench.floats(at, 2 * rows * units);
  });
  const gates = linear(h, recurrent, driven, 4 * units, units);
  const expected = Array.from({ length: rows }, (_, r) =>
    lstmCell(gates.slice(r * 4 * units, (r + 1) * 4 * units), c.slice(r * units, (r + 1) * units)),
  );
  expectClose(actual, [...expected.flatMap(({ h }) => h), ...expected.flatMap(({ c }) => c)], 2e-6);
});

test("gates that are shut or open all the way are 0 and 1", () => {
  const driven = Float32Array.of(-500, 500, 500, 500, 500, -500, 0, 500); // units 0 and 1, blocks input, forget, cell, output
  const actual = onBoth((bench) => {
    const at = bench.put(Float32Array.of(0, 0, 0.5, 2));
    const recurrent = pack(bench, new Float32Array(16), 8);
    bench.kernels.lstmStep(bench.put(driven), 1, 2, recurrent, at, at + 8, bench.floatRoom(8));
    return bench.floats(at, 4);
  });
  expectClose(actual, [Math.tanh(0.5) / 2, Math.tanh(1), 0.5, 1], 1e-6);
});

test("a text's bits depend neither on the others nor on its place", () => {
  const layer = (x: number[], lengths: number[]) => ({ units: 7, inputs: 3, lengths, x });
  const weights = {
    ...{ input: [...floats(84, 1)], recurrent: [...floats(196, 2)], bias: [...floats(28, 3)] },
  };
  const texts = [5, 5, 4, 2, 2, 1].map((length, i) => ({ length, x: [...floats(15, 10 + i)] }));
  const together = onBoth((bench) =>
    direction(
      bench,
      layer(
        texts.flatMap(({ x }) => x),
        texts.map(({ length }) => length),
      ),
      weights,
      true,
    ),
  );
  texts.forEach(({ x, length }, i) => {
    const alone = onBoth((bench) => direction(bench, layer(x, [length]), weights, true));
    expectSameBits(alone, together.slice(i * 35, i * 35 + 7 * length));
  });
});
