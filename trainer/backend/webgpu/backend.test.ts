import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { testedBackends } from "../for-each-backend.ts";
import { tf, useBackend } from "../tf.ts";

/** Runs a program in a Node of its own. */
function runNode(program: string, env: Record<string, string> = {}) {
  const module = JSON.stringify(new URL("../tf.ts", import.meta.url).href);
  const script = `const { tf, useBackend } = await import(${module});\n${program}`;
  const options = { env: { ...process.env, ...env }, encoding: "utf8", timeout: 600_000 } as const;
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], options);
}

test("without a GPU, one sentence says what is needed", () => {
  const noDriver = { VK_DRIVER_FILES: "/dev/null", VK_ICD_FILENAMES: "/dev/null", VK_ADD_DRIVER_FILES: "" };
  const { stdout } = runNode(`await useBackend("webgpu").catch((error) => console.log(error.message));`, noDriver);
  expect(stdout).toMatch(
    /^the webgpu backend found no GPU: it needs a Vulkan loader and a driver \(.*libvulkan1.*\)\n$/,
  );
});

test.runIf(testedBackends.includes("webgpu"))("a process that has used the GPU ends by itself", () => {
  const { status, stdout } = runNode(
    `await useBackend("webgpu"); console.log(tf.sum(tf.ones([30, 40])).dataSync()[0]);`,
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: "1200\n" });
});

test.runIf(testedBackends.includes("webgpu"))("tensors are read at once, and after a wait", async () => {
  await useBackend("webgpu");
  const numbers = tf.tensor2d(
    Float32Array.from({ length: 3000 }, (_, i) => i),
    [50, 60],
  );
  const squares = tf.square(numbers);
  expect(squares.dataSync()[2999]).toBe(2999 ** 2);
  expect((await tf.transpose(numbers).data())[1]).toBe(60);
  expect(tf.cast(numbers, "int32").dataSync()).toBeInstanceOf(Int32Array);
  expect(tf.greater(numbers, 1).dataSync().slice(0, 3)).toEqual(Uint8Array.of(0, 0, 1));
});

test.runIf(testedBackends.includes("webgpu"))(
  "memory kept for tensors to come is given back beyond its limit",
  async () => {
    await useBackend("webgpu");
    const backend = tf.backend() as unknown as { freeMemory(kept?: number): void };
    const allocated = () => (tf.memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
    const living = tf.square(tf.range(0, 4000));
    for (const size of [2000, 3000]) tf.tidy(() => tf.square(tf.ones([size, 10])).dataSync());
    const before = allocated();
    backend.freeMemory(1e6);
    expect(allocated()).toBe(before);
    backend.freeMemory(1000);
    expect(allocated()).toBeLessThan(before - 100_000);
    expect(tf.add(living, 1).dataSync()[3999]).toBe(3999 ** 2 + 1);
  },
);
