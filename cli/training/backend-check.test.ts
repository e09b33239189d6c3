import { expect, test } from "vitest";
import { backendText } from "./backend-check.ts";

const fine = { check: "GELU", difference: 1.24e-7, where: "value", passed: true, milliseconds: 1 };
const wrong = { check: "A Bᵀ", difference: 0.97, where: "8x2048x20 value", passed: false, milliseconds: 1 };
const broken = { check: "A Bᵀ", difference: null, where: "no such kernel", passed: false, milliseconds: 1 };

test("a column a backend, then what is wrong and what could not start", () => {
  const text = backendText(
    [
      {
        backend: "tensorflow",
        problem: null,
        seconds: 1.26,
        checks: [{ ...wrong, passed: true, difference: 0 }, fine],
        skipped: 0,
      },
      { backend: "webgpu", problem: null, seconds: 2, checks: [wrong, fine], skipped: 1 },
      { backend: "wasm", problem: null, seconds: 3, checks: [broken], skipped: 0 },
      { backend: "cpu", problem: "out of order", seconds: 0, checks: [], skipped: 0 },
    ],
    1e-4,
  );
  expect(text).toBe(`difference from cpu  tensorflow       webgpu        wasm
A Bᵀ                     0.0e+0  9.7e-1 FAIL  error FAIL
GELU                     1.2e-7       1.2e-7           -

tensorflow: all 2 checks passed in 1.3 s
webgpu: 1 of 2 checks failed in 2.0 s; 1 of 3 is of what it does not do
  A Bᵀ: 8x2048x20 value is off by 9.7e-1 of its largest entry; rounding explains 0.0001
wasm: 1 of 1 checks failed in 3.0 s
  A Bᵀ: no such kernel
cpu: out of order`);
});
