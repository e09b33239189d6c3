import { expect, test } from "vitest";
import { onBoth } from "./fixtures/both.ts";
import { floats } from "./fixtures/numbers.ts";
import { paddedDepth } from "./layout.ts";
import { quantiseRow } from "./reference/integers.ts";

/** What `quantiseRows` writes of one row. */
function quantise(x: Float32Array) {
  const bytes = paddedDepth(x.length);
  const all = onBoth((bench) => {
    const at = bench.room(8 + bytes);
    bench.kernels.quantiseRows(bench.put(x), 1, x.length, at + 8, at, at + 4);
    return bench.bytes(at, 8 + bytes);
  });
  const [step, bottom] = new Float32Array(all.buffer, 0, 2);
  return { q: [...all.subarray(8)], step, bottom };
}

const padded = (q: number[]) => [...q, ...Array(paddedDepth(q.length) - q.length).fill(0)];

test.each([1, 2, 3, 4, 5, 7, 8, 31, 384])(
  "a row of %i has the bits of the scalar reference, and zeros behind it",
  (width) => {
    for (let seed = 0; seed < 8; seed++) {
      const x = floats(width, seed, 10 ** (seed - 4));
      const { q, step, bottom } = quantiseRow(x);
      expect(quantise(x)).toEqual({ q: padded(q), step, bottom });
    }
  },
);

test("ties go to the even number", () => {
  const x = Float32Array.of(0, 127, 0.5, 1.5, 2.5, 126.5, 125.5, 63.5);
  expect(quantise(x)).toEqual({ q: [0, 127, 0, 2, 2, 126, 126, 64], step: 1, bottom: 0 });
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
