import { expect, test } from "vitest";
import { onBoth } from "./fixtures/both.ts";
import { floats } from "./fixtures/numbers.ts";
import { outlierBytes, paddedDepth } from "./layout.ts";
import { quantiseRow } from "./reference/integers.ts";

/** What `quantiseRows` writes of one row. */
function quantise(x: Float32Array) {
  const bytes = paddedDepth(x.length);
  const all = onBoth((bench) => {
    const [at, outliers] = [bench.room(8 + bytes), bench.room(outlierBytes(x.length))];
    bench.kernels.quantiseRows(bench.put(x), 1, x.length, at + 8, at, at + 4, outliers);
    const list = new Int32Array(bench.bytes(outliers, outlierBytes(x.length)).buffer);
    const kept = list.subarray(0, 1 + 2 * list[0]!); // what lies behind is nobody's
    return Int32Array.of(...new Int32Array(bench.bytes(at, 8 + bytes).buffer), ...kept);
  });
  const [step, bottom] = new Float32Array(all.buffer, 0, 2);
  const list = all.subarray(2 + bytes / 4 + 1);
  const r = Array<number>(x.length).fill(0);
  for (let at = 0; at < list.length; at += 2) r[placeOf(list[at]!)] = list[at + 1]!;
  return { q: [...new Uint8Array(all.buffer, 8, bytes)], r, step, bottom };
}

/** Which number of its row an outlier is. */
const placeOf = (key: number) => (key >> 5) * 4 + (24 - (key & 31)) / 8;

const padded = (q: number[]) => [...q, ...Array(paddedDepth(q.length) - q.length).fill(0)];

test.each([1, 2, 3, 4, 5, 7, 8, 31, 384])(
  "a row of %i has the bits of the scalar reference, and zeros behind it",
  (width) => {
    for (let seed = 0; seed < 8; seed++) {
      const x = floats(width, seed, 10 ** (seed - 4));
      const { q, ...rest } = quantiseRow(x);
      expect(quantise(x)).toEqual({ q: padded(q), ...rest });
    }
  },
);

test("numbers beyond 3.5 standard deviations are outliers, above and below, in every place of a vector", () => {
  for (let at = 0; at < 390; at += 13) {
    const x = floats(390, at);
    x[at] = 9;
    x[389 - at] = -11;
    const { q, ...rest } = quantiseRow(x);
    expect(rest.r.filter((r) => r !== 0)).toHaveLength(2);
    expect(rest.bottom).toBeGreaterThan(-5);
    expect(quantise(x)).toEqual({ q: padded(q), ...rest });
  }
});

test("a row whose outliers would be too many, or whose deviation is lost in rounding, has none", () => {
  const close = floats(64, 1).map((v) => 1e6 + v);
  close[7] = 1e6 + 8;
  for (const x of [close, floats(64, 2).map((v) => 1e30 * v)]) {
    const { r, step, q } = quantise(x);
    expect(r.every((v) => v === 0)).toBe(true);
    expect([Math.min(...q), Math.max(...q)]).toEqual([0, 127]);
    expect(step * 127).toBeCloseTo(Math.max(...x) - Math.min(...x), -25);
  }
});

test("ties go to the even number", () => {
  const x = Float32Array.of(0, 127, 0.5, 1.5, 2.5, 126.5, 125.5, 63.5);
  expect(quantise(x)).toMatchObject({ q: [0, 127, 0, 2, 2, 126, 126, 64], step: 1, bottom: 0 });
});

test("a row whose numbers are all the same is all zeros on its bottom", () => {
  expect(quantise(new Float32Array(6).fill(-3.25))).toMatchObject({ q: padded([0, 0, 0, 0, 0, 0]), bottom: -3.25 });
});

test("a number that is not finite shows in the step, wherever it lies", () => {
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (let at = 0; at < 19; at++) {
      const x = floats(19, 1);
      x[at] = odd;
      expect(quantise(x).step).toBeNaN();
    }
  }
});

test("seven bits, whatever comes: the dot product of bytes is exact for no others", () => {
  const huge = [3.4e38, -3.4e38, 1e-45, -0, 0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  for (let i = 0; i < huge.length; i++) {
    for (let j = 0; j < huge.length; j++) {
      const { q } = quantise(Float32Array.of(huge[i]!, huge[j]!, 0.3, -0.7, huge[i]!));
      expect(q.every((value) => value <= 127)).toBe(true);
    }
  }
});
