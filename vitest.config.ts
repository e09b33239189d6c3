import { readFile } from "node:fs/promises";
import { defineConfig, type Plugin } from "vitest/config";
import { LONG } from "./test/fixtures/long.ts";

/** What asks the GPU's backend for its memory, which the tests before it in one process would have taken. */
const ALONE = ["trainer/backend/webgpu/backend.test.ts"];

/** A `.wasm` that is imported is its compiled module, as in workerd: the engine's tests run in both. */
const wasmModules: Plugin = {
  name: "wasm-modules",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith(".wasm")) return null;
    const base64 = (await readFile(id)).toString("base64");
    return `export default new WebAssembly.Module(Buffer.from("${base64}", "base64"));`;
  },
};

/** Everything that runs in plain Node. The worker's own tests run in workerd: vitest.worker.config.ts. */
export default defineConfig({
  test: {
    tags: [LONG],
    // Much of the time a test waits for a server or a process of its own: one worker would leave cores idle.
    maxWorkers: 2,
    setupFiles: ["test/fixtures/same-zero.ts"],
    // Far from what anything here takes, busy machine or not: only what hangs meets them.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 300_000 } },
    projects: [
      {
        // One process for many files: to load modules anew takes half the time of a file of quick tests.
        extends: true,
        plugins: [wasmModules],
        test: {
          name: "units",
          include: ["{trainer,eval,r2-assets/format,site,worker/runtime/engine/kernels}/**/*.test.ts"],
          exclude: ALONE,
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: ["{cli,test}/**/*.test.ts", ...ALONE] } },
    ],
  },
});
