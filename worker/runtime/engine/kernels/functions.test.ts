/** Kernels without matrices of weights: against PyTorch's values, and over shapes against their definitions. */
import { describe, expect, test } from "vitest";
import golden from "../../../../test/golden/engine-kernels.json" with { type: "json" };
import { expectSameBits, onBoth } from "./fixtures/both.ts";
import { expectClose, floats } from "./fixtures/numbers.ts";
import { geluErf, geluTanh, layerNorm } from "./reference/functions.ts";

const inPlace = (kernel: "geluErf" | "geluErfRough" | "geluTanh", x: Float32Array) =>
  onBoth((bench) => {
    const at = bench.put(x);
    bench.kernels[kernel](at, x.length);
    return bench.floats(at, x.length);
  });

describe("GELU", () => {
  test("with erf and with tanh as PyTorch has them", () => {
    const x = Float32Array.from(golden.gelu.x);
    expectClose(inPlace("geluErf", x), golden.gelu.erf, 2e-6);
    expectClose(inPlace("geluTanh", x), golden.gelu.tanh, 2e-6);
  });

  test("erf is within 1e-6 everywhere", () => {
    const x = Float32Array.from({ length: 24_001 }, (_, i) => (i - 12_000) / 1000);
    const actual = inPlace("geluErf", x);
    const worst = x.reduce((worst, x, i) => {
      const rounding = Math.abs(actual[i]!) * 2 ** -24;
      const error = Math.abs(actual[i]! - geluErf(x)) - rounding;
      return Math.max(worst, x === 0 ? 0 : error / (Math.abs(x) / 2));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  test("the rough one is within 1.1e-5 everywhere, and answers 0 with 0", () => {
    const x = Float32Array.from({ length: 24_001 }, (_, i) => (i - 12_000) / 1000);
    const actual = inPlace("geluErfRough", x);
    const worst = x.reduce((worst, x, i) => {
      const rounding = Math.abs(x) * 2 ** -23;
      return Math.max(worst, Math.abs(actual[i]! - geluErf(x)) - rounding);
    }, 0);
    expect(worst).toBeLessThan(1.1e-5);
    expect(actual[12_000]).toBe(0);
  });

  test.each(["geluErf", "geluErfRough", "geluTanh"] as const)(
    "%s: any count, each number by itself; large ones stay as they are, or 0",
    (kernel) => {
      const x = floats(13, 1, 4);
      for (let count = 0; count <= 13; count++) {
        expectClose(
          inPlace(kernel, x.slice(0, count)),
          Array.from(x.slice(0, count), { geluErf, geluErfRough: geluErf, geluTanh }[kernel]),
          kernel === "geluErfRough" ? 1.1e-5 : 1e-6,
        );
      }
      expectClose(inPlace(kernel, Float32Array.of(1e30, -1e30, 500, -500, 0, -0)), [1e30, 0, 500, 0, 0, 0], 1e-6);
    },
  );
});

const normalised = (
  x: Float32Array,
  residual: Float32Array | undefined,
  gamma: Float32Array,
  beta: Float32Array,
  epsilon: number,
) =>
  onBoth((bench) => {
    const [from, y] = [bench.put(x), bench.floatRoom(x.length)];
    const other = residual === undefined ? 0 : bench.put(residual);
    const width = gamma.length;
    bench.kernels.layerNorm(from, other, bench.put(gamma), bench.put(beta), epsilon, x.length / width, width, y);
    return bench.floats(y, x.length);
  });

describe("LayerNorm", () => {
  test("of a sum, as PyTorch has it", () => {
    const { x, residual, gamma, beta, epsilon, y } = golden.layer_norm;
    const [a, b, c, d] = [x, residual, gamma, beta].map((list) => Float32Array.from(list));
    expectClose(normalised(a!, b!, c!, d!, epsilon), y, 2e-6);
  });

  test.each([1, 2, 3, 4, 5, 7, 8, 30, 384])("rows of %i, with residual and without", (width) => {
    const [x, residual] = [floats(3 * width, 1), floats(3 * width, 2)];
    const [gamma, beta] = [floats(width, 3), floats(width, 4)];
    for (const other of [residual, undefined]) {
      const expected = [0, 1, 2].flatMap((r) => {
        const row = Array.from(
          x.slice(r * width, (r + 1) * width),
          (value, i) => value + (other?.[r * width + i] ?? 0),
        );
        return layerNorm(row, gamma, beta, 1e-5);
      });
      expectClose(normalised(x, other, gamma, beta, 1e-5), expected, 1e-5);
    }
  });

  test("a row whose numbers are all the same becomes β", () => {
    const beta = floats(6, 5);
    expect(normalised(new Float32Array(6).fill(2.5), undefined, floats(6, 4), beta, 1e-12)).toEqual(beta);
  });

  test("y may be the residual", () => {
    const [x, residual, gamma, beta] = [1, 2, 3, 4].map((seed) => floats(10, seed)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const inPlace = onBoth((bench) => {
      const at = bench.put(residual);
      bench.kernels.layerNorm(bench.put(x), at, bench.put(gamma), bench.put(beta), 1e-12, 1, 10, at);
      return bench.floats(at, 10);
    });
    expectSameBits(inPlace, normalised(x, residual, gamma, beta, 1e-12));
  });
});

describe("pooling", () => {
  test.each([
    [1, 5],
    [2, 4],
    [3, 1],
    [7, 9],
  ])("the mean and the largest of %i rows of %i", (rows, width) => {
    const x = floats(rows * width, 1, 3);
    const columns = Array.from({ length: width }, (_, c) => Array.from({ length: rows }, (_, r) => x[r * width + c]!));
    const pooled = (kernel: "meanRows" | "maxRows") =>
      onBoth((bench) => {
        const y = bench.floatRoom(width);
        bench.kernels[kernel](bench.put(x), rows, width, y);
        return bench.floats(y, width);
      });
    expectClose(
      pooled("meanRows"),
      columns.map((column) => column.reduce((sum, value) => sum + value, 0) / rows),
      1e-6,
    );
    expect([...pooled("maxRows")]).toEqual(columns.map((column) => Math.max(...column)));
  });
});
