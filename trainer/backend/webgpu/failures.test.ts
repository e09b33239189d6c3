import { beforeAll, describe, expect, test } from "vitest";
import { testedBackends } from "../for-each-backend.ts";
import { tf, useBackend } from "../tf.ts";
import type { WebgpuBackend } from "./backend.ts";
import { TensorTooLarge, tooLargeFor } from "./failures.ts";
import { runProgram } from "./run-program.ts";

describe.runIf(testedBackends.includes("webgpu"))("what a device refuses is thrown, in one sentence", () => {
  let device: GPUDevice;
  beforeAll(async () => {
    await useBackend("webgpu");
    device = (tf.backend() as unknown as WebgpuBackend).device;
  });
  const works = () => expect(tf.tidy(() => tf.add(tf.ones([3]), 1).dataSync()[2])).toBe(2);

  test("a tensor that no buffer holds, where it would be made", () => {
    const rows = device.limits.maxStorageBufferBindingSize / 4000 + 1;
    const limit = Math.ceil(device.limits.maxStorageBufferBindingSize / 1e6);
    const make = () => tf.tidy(() => tf.tile(tf.ones([1, 1000]), [Math.ceil(rows), 1]));
    expect(make).toThrow(TensorTooLarge);
    expect(make).toThrow(`does not fit into a buffer of this GPU, which holds ${limit} MB`);
    works();
  });

  test("a program with more arrays than the device takes, before it is made", () => {
    const most = device.limits.maxStorageBuffersPerShaderStage;
    const names = Array.from({ length: most }, (_, i) => `x${i}`);
    const run = () =>
      tf.tidy(() =>
        runProgram(
          {
            name: "test: too many",
            inputs: Object.fromEntries(names.map((name) => [name, "f32" as const])),
            outputs: { y: "f32" },
            uniforms: {},
            workgroupSize: 1,
            main: "y[0] = 1.0;",
          },
          {
            inputs: Object.fromEntries(names.map((name) => [name, tf.ones([1])])),
            outputs: { y: [1] },
            uniforms: {},
            workgroups: 1,
          },
        ),
      );
    expect(run).toThrow(
      `this GPU cannot run "test: too many": its maxStorageBuffersPerShaderStage is ${most}, and ${most + 1} are needed`,
    );
    works();
  });

  test("a program that is not one, when it is made", () => {
    const run = () =>
      runProgram(
        { name: "test: wrong", inputs: {}, outputs: { y: "f32" }, uniforms: {}, workgroupSize: 1, main: "y[0] = 1u;" },
        { inputs: {}, outputs: { y: [1] }, uniforms: {}, workgroups: 1 },
      );
    expect(() => tf.tidy(() => run().y)).toThrow("the GPU refuses a command");
    works();
  });

  test("memory that is not there, at the next tensor or read", () => {
    const error = new GPUOutOfMemoryError("Out of memory");
    const x = tf.square(tf.ones([3]));
    device.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error }));
    expect(() => x.dataSync()).toThrow(
      /^the GPU has no memory left beside the \d+ MB in use: a smaller train.micro_batch/,
    );
    x.dispose();
    works();
  });
});

test("a batch that is too large is told how many of its examples would fit", () => {
  const told = (bytes: number) => tooLargeFor(64, new TensorTooLarge(bytes, 1e9)).message;
  expect(told(3e9)).toBe(
    "a tensor of 3000 MB does not fit into a buffer of this GPU, which holds 1000 MB: of the 64 examples taken at once 21 " +
      "would fit (train.micro_batch)",
  );
  expect(told(65e9)).toMatch(/holds 1000 MB: not even one of these examples would fit$/);
});
