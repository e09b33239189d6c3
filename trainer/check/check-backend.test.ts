import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test } from "vitest";
import { testedBackends } from "../backend/for-each-backend.ts";
import { tf, useBackend } from "../backend/tf.ts";
import { CHECKS, checkBackend } from "./check-backend.ts";
import { compare } from "./compare.ts";

const failed = async (checks = CHECKS) =>
  (await checkBackend("wasm", checks)).filter(({ passed }) => !passed).map(({ check, where }) => `${check}: ${where}`);

describe.each(["wasm", ...testedBackends.filter((name) => name !== "cpu")] as const)("%s", (backend) => {
  const tags = backend === "webgpu" ? ["long"] : []; // on a Vulkan driver in software
  test("computes every part of training as plain JavaScript does, and no tensor is left", { tags }, async () => {
    await useBackend(backend);
    const before = tf.memory().numTensors;
    const results = await checkBackend(backend);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(CHECKS.length - 4); // masks are each backend's own
    expect(tf.memory().numTensors).toBe(before);
  }); // a GPU in software has every shader to compile
});

/** Products, tables and sums of every kind; a step that uses them all. */
const TWICE = [
  "products with a long sum, in odd sizes",
  "embedding, in odd sizes",
  "a whole training step, Kronecker by every layer",
];

test.runIf(testedBackends.includes("webgpu")).each(TWICE)("webgpu gives the same bits twice: %s", async (name) => {
  await useBackend("webgpu");
  const check = CHECKS.find((check) => check.name === name);
  expect(check?.run()).toEqual(check?.run());
});

describe("a wrong kernel is found", () => {
  let restore = () => {};
  afterEach(() => restore());

  /** Puts `wrong` in the place of one of wasm's kernels until the test ends. */
  async function replace(name: string, wrong: (original: KernelFunc) => KernelFunc): Promise<void> {
    await useBackend("wasm");
    const kernel = tf.getKernel(name, "wasm");
    const put = (kernelFunc: KernelFunc) => {
      tf.unregisterKernel(name, "wasm");
      tf.registerKernel({ ...kernel, kernelFunc });
    };
    put(wrong(kernel.kernelFunc));
    restore = () => put(kernel.kernelFunc);
  }

  /** A kernel whose results are off by one part in a thousand. */
  const slightlyOff =
    (original: KernelFunc): KernelFunc =>
    (params) => {
      const result = original(params) as TensorInfo;
      const memory = params.backend as { typedArrayFromHeap(tensor: TensorInfo): Float32Array };
      const numbers = memory.typedArrayFromHeap(result);
      numbers.forEach((x, i) => {
        numbers[i] = x * 1.001;
      });
      return result;
    };

  test("in the value", async () => {
    await replace("Erf", slightlyOff);
    const found = await failed();
    expect(found[0]).toBe("GELU: value");
    expect(found.slice(1).every((check) => /^(GELU of x and a bias|a whole training step)/.test(check))).toBe(true);
  });

  test("in the gradient alone", async () => {
    await replace("Exp", slightlyOff); // in GELU's gradient, not in its value
    expect(await failed(CHECKS.filter(({ name }) => name === "GELU"))).toEqual(["GELU: gradient of x"]);
  });

  test("when there is none", async () => {
    await replace("BatchMatMul", () => () => {
      throw new Error("no such kernel\nand a long story");
    });
    const [first] = await checkBackend("wasm", CHECKS.slice(0, 1));
    expect(first).toMatchObject({ check: "A B", difference: null, where: "no such kernel", passed: false });
  });

  // Last, as wasm may abort on what it is told here, and is of no use then.
  test("when it reads a transposed factor as a straight one", async () => {
    await replace("BatchMatMul", (original) => (params) => {
      const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
      if (params.attrs?.transposeB !== true) return original(params);
      const straight = { ...b, shape: [...b.shape.slice(0, -2), ...b.shape.slice(-2).reverse()] };
      return original({ ...params, inputs: { a, b: straight }, attrs: { ...params.attrs, transposeB: false } });
    });
    const found = await checkBackend("wasm", CHECKS.slice(0, 3));
    expect(found.map(({ check, passed }) => [check, passed])).toEqual([
      ["A B", false], // its gradient has such a factor
      ["A Bᵀ", false],
      ["Aᵀ B", false],
    ]);
  });
});

describe("differences", () => {
  const outcome = (...x: number[]) => ({ x: Float32Array.from(x) });

  test("are relative to the largest entry", () => {
    expect(compare(outcome(0, -8, 1), outcome(0, -8, 3))).toEqual({ largest: 0.25, where: "x" });
    expect(compare(outcome(0, 0), outcome(0, 0.5))).toEqual({ largest: 0.5, where: "x" });
  });

  test("are infinite where a number is not one, or is missing", () => {
    for (const wrong of [outcome(1, Number.NaN), outcome(1), {}]) {
      expect(compare(outcome(1, 2), wrong).largest).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
