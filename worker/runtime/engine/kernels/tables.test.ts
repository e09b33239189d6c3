/** Rows of tables as floats. All are exact: one product a number, or none. */
import { expect, test } from "vitest";
import { halvesToFloats } from "../../../../r2-assets/format/half.ts";
import { expectSameBits, onBoth } from "./fixtures/both.ts";
import { each, floats, integers } from "./fixtures/numbers.ts";

const f = Math.fround;
const ROWS = 9;
const IDS = Int32Array.of(3, 0, 8, 3);

/** Halves of all sizes that are finite. */
const halves = (length: number, seed: number) =>
  Uint16Array.from(integers(length, seed, 0, 0xffff), (bits) => ((bits & 0x7c00) === 0x7c00 ? bits ^ 0x4000 : bits));

const bytes = (length: number, seed: number) => Int8Array.from(integers(length, seed, -128, 127));

const WIDTHS = [1, 2, 3, 4, 5, 6, 7, 8, 15, 384];

/** Tables of a width in every storage, and what they stand for. */
function tables(width: number) {
  const scales = floats(ROWS, 2);
  const stored = {
    gatherF32: floats(ROWS * width, 1),
    gatherF16: halves(ROWS * width, 1),
    gatherI8: bytes(ROWS * width, 1),
  };
  const asFloats = {
    gatherF32: stored.gatherF32,
    gatherF16: halvesToFloats(stored.gatherF16),
    gatherI8: Float32Array.from(stored.gatherI8, (byte, at) => byte * scales[Math.floor(at / width)]!),
  };
  return { scales, stored, asFloats };
}

test.each(["gatherF32", "gatherF16", "gatherI8"] as const)("%s writes the rows of its ids, or adds them", (kernel) =>
  each(WIDTHS, (width) => {
    const { scales, stored, asFloats } = tables(width);
    const before = floats(IDS.length * width, 3);
    const rows = Float32Array.from(
      before,
      (_, at) => asFloats[kernel][IDS[Math.floor(at / width)]! * width + (at % width)]!,
    );
    for (const add of [0, 1] as const) {
      const actual = onBoth((bench) => {
        const [ids, table, y] = [bench.put(IDS), bench.put(stored[kernel]), bench.put(before)];
        const { kernels } = bench;
        if (kernel === "gatherI8") kernels.gatherI8(ids, IDS.length, table, bench.put(scales), width, y, add);
        else kernels[kernel](ids, IDS.length, table, width, y, add);
        return bench.floats(y, before.length);
      });
      expectSameBits(actual, add ? rows.map((value, at) => f(before[at]! + value)) : rows);
    }
  }),
);

test("no ids write nothing", () => {
  const y = onBoth((bench) => {
    const at = bench.put(Float32Array.of(7));
    bench.kernels.gatherF32(at, 0, at, 1, at, 0);
    return bench.floats(at, 1);
  });
  expect([...y]).toEqual([7]);
});

test("every half there is, subnormal, infinite and not a number among them, becomes its float", () => {
  const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
  const actual = onBoth((bench) => {
    const y = bench.floatRoom(all.length);
    bench.kernels.gatherF16(bench.put(Int32Array.of(0)), 1, bench.put(all), all.length, y, 0);
    return bench.floats(y, all.length);
  });
  const expected = halvesToFloats(all);
  expect(expected.findIndex((value, i) => !Object.is(value, actual[i]!))).toBe(-1);
});

test.each([
  { rows: 1, n: 1, m: 1, terms: 1 },
  { rows: 3, n: 4, m: 6, terms: 1 },
  { rows: 2, n: 5, m: 7, terms: 3 },
  { rows: 4, n: 16, m: 24, terms: 1 },
])("outerRows: $rows rows of $n x $m, $terms terms, written and added", ({ rows, n, m, terms }) => {
  const [a, b, before] = [floats(terms * rows * n, 1), floats(terms * m, 2), floats(rows * n * m, 3)];
  const sums = Float32Array.from(before, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    let sum = f(a[i]! * b[j]!);
    for (let r = 1; r < terms; r++) sum = f(sum + f(a[r * rows * n + i]! * b[r * m + j]!));
    return sum;
  });
  for (const add of [0, 1] as const) {
    const actual = onBoth((bench) => {
      const y = bench.put(before);
      bench.kernels.outerRows(bench.put(a), rows, n, bench.put(b), m, terms, y, add);
      return bench.floats(y, before.length);
    });
    expectSameBits(actual, add ? sums.map((value, at) => f(before[at]! + value)) : sums);
  }
});
