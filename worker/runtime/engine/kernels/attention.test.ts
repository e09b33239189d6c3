import { describe, expect, test } from "vitest";
import golden from "../../../../test/golden/engine-kernels.json" with { type: "json" };
import { expectSameBits, onBoth } from "./fixtures/both.ts";
import { expectClose, floats } from "./fixtures/numbers.ts";
import { attentionBytes, attentionI16Bytes } from "./layout.ts";
import { type AttentionSizes, attention as reference } from "./reference/functions.ts";

type Rows = Float32Array<ArrayBuffer>;

/** In floats, and in 16-bit integers: by scratch, and by how far answers may be from their definition where numbers lie in (-1, 1). */
const KERNELS = {
  attention: { scratch: attentionBytes, near: 1e-6 },
  attentionI16: { scratch: attentionI16Bytes, near: 2e-4 },
};
type Kernel = keyof typeof KERNELS;

function run(kernel: Kernel, q: Rows, k: Rows, v: Rows, { queries, keys, heads, d }: AttentionSizes): Float32Array {
  return onBoth((bench) => {
    const [y, scratch] = [bench.floatRoom(queries * heads * d), bench.room(KERNELS[kernel].scratch(keys, d))];
    const at = [bench.put(q), bench.put(k), bench.put(v)] as const;
    bench.kernels[kernel](...at, 4 * heads * d, queries, keys, heads, d, y, scratch);
    return bench.floats(y, queries * heads * d);
  });
}

const random = ({ queries, keys, heads, d }: AttentionSizes, scale = 1) =>
  [queries, keys, keys].map((rows, i) => floats(rows * heads * d, i, scale)) as [Rows, Rows, Rows];

describe.each(["attention", "attentionI16"] as const)("%s", (kernel) => {
  const { scratch, near } = KERNELS[kernel];
  const attention = (...[q, k, v, sizes]: [Rows, Rows, Rows, AttentionSizes]) => run(kernel, q, k, v, sizes);

  test("it is PyTorch's, whose mask hides the padding", () => {
    const [q, k, v] = [golden.attention.q, golden.attention.k, golden.attention.v].map((x) => Float32Array.from(x));
    expectClose(attention(q!, k!, v!, golden.attention), golden.attention.y, near);
  });

  describe.each([
    { queries: 1, keys: 1, heads: 1, d: 1 },
    { queries: 1, keys: 9, heads: 2, d: 8 },
    { queries: 3, keys: 3, heads: 3, d: 5 },
    { queries: 4, keys: 8, heads: 1, d: 32 },
    { queries: 5, keys: 7, heads: 4, d: 3 },
    { queries: 10, keys: 10, heads: 2, d: 12 },
    { queries: 17, keys: 33, heads: 3, d: 16 },
  ])("$queries queries, $keys keys, $heads heads of $d", (sizes) => {
    test("by its definition", () => {
      const rows = random(sizes);
      expectClose(attention(...rows, sizes), reference(...rows, sizes), near);
    });
  });

  test("one score far above all others takes all the weight", () => {
    const sizes = { queries: 1, keys: 5, heads: 1, d: 4 };
    const [, k, v] = random(sizes);
    const q = Float32Array.of(1e6, 0, 0, 0);
    k.fill(-1).set([1], 12);
    expectClose(attention(q, k, v, sizes), v.slice(12, 16), near / 4);
  });

  test("a query's bits depend neither on the other queries nor on what lies behind the keys", () => {
    const sizes = { queries: 9, keys: 6, heads: 2, d: 8 };
    const [q, k, v] = random(sizes);
    const together = attention(q, k, v, sizes);
    const longer = [k, v].map((rows) => Float32Array.from([...rows, ...floats(32, 8, 1e9)])) as [Rows, Rows];
    for (const [first, queries] of [
      [0, 1],
      [8, 1],
      [3, 2],
      [1, 5],
    ] as const) {
      const alone = attention(q.slice(first * 16, (first + queries) * 16), ...longer, { ...sizes, queries });
      expectSameBits(alone, together.slice(first * 16, (first + queries) * 16));
    }
  });

  test("queries, keys and values may lie side by side in one matrix", () => {
    const sizes = { queries: 5, keys: 5, heads: 2, d: 8 };
    const [q, k, v] = random(sizes);
    const one = Float32Array.from({ length: 5 * 48 }, (_, at) => {
      const [row, column] = [Math.floor(at / 48), at % 48];
      return [q, k, v][Math.floor(column / 16)]![row * 16 + (column % 16)]!;
    });
    const actual = onBoth((bench) => {
      const [at, y, room] = [bench.put(one), bench.floatRoom(80), bench.room(scratch(5, 8))];
      bench.kernels[kernel](at, at + 64, at + 128, 192, 5, 5, 2, 8, y, room);
      return bench.floats(y, 80);
    });
    expectSameBits(actual, attention(q, k, v, sizes));
  });

  test("without keys the answers are zeros", () => {
    const sizes = { queries: 2, keys: 0, heads: 1, d: 4 };
    expect([...attention(...random(sizes), sizes)]).toEqual(Array(8).fill(0));
  });
});

test.each(["q", "k", "v"])("what is not finite in %s shows, in floats and in integers", (which) => {
  const sizes = { queries: 5, keys: 5, heads: 1, d: 8 };
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const rows = random(sizes);
    rows[["q", "k", "v"].indexOf(which)]!.fill(wrong, 8, 16);
    for (const kernel of ["attention", "attentionI16"] as const)
      expect(
        run(kernel, ...rows, sizes)
          .slice(8, 16)
          .some(Number.isFinite),
      ).toBe(false);
  }
});

test("in floats, numbers may be large", () => {
  const sizes = { queries: 17, keys: 33, heads: 3, d: 16 };
  const rows = random(sizes, 30);
  expectClose(run("attention", ...rows, sizes), reference(...rows, sizes), 3e-4);
});

test("in integers, a softmax's weights are exponentials within 3e-4 of themselves, and a part of 60,000", () => {
  const sizes = { queries: 1, keys: 8, heads: 1, d: 8 };
  const v = Float32Array.from({ length: 64 }, (_, at) => (at % 9 === 0 ? 1 : 0)); // so that answers are the weights
  for (let lowest = 0; lowest > -12; lowest -= 0.173) {
    const [q, k] = [new Float32Array(8), new Float32Array(64)];
    q[0] = Math.sqrt(8);
    for (let j = 0; j < 8; j++) k[8 * j] = (lowest * j) / 7;
    const exponentials = Array.from({ length: 8 }, (_, j) => Math.exp((lowest * j) / 7));
    const sum = exponentials.reduce((total, e) => total + e);
    run("attentionI16", q, k, v, sizes).forEach((weight, j) => {
      const expected = exponentials[j]! / sum;
      expect(Math.abs(weight - expected)).toBeLessThan(3e-4 * expected + 1 / 60_000);
    });
  }
});
