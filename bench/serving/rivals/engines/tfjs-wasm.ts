/** tfjs's WebAssembly backend under the trainer's own forward pass: what is stored, read back to F32. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../../../cli/project-root.ts";
import { describedArchitecture } from "../../../../r2-assets/format/architecture.ts";
import { readOwnSafetensors } from "../../../../r2-assets/format/safetensors.ts";
import type { Engine } from "../engine.ts";

const require = createRequire(import.meta.url);
const folderOf = (name: string) => join(projectRoot, "node_modules", name);
const FILES = [
  "@tensorflow/tfjs-core/dist/tf-core.min.js",
  "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
];

export const tfjsWasm: Engine = {
  name: "tfjs-backend-wasm, F32",
  version: async () => (require("@tensorflow/tfjs-backend-wasm/package.json") as { version: string }).version,
  takes: () => true,
  async load() {
    const { tf, useBackend } = await import("../../../../trainer/backend/tf.ts");
    const { readStored } = await import("../../../../trainer/export/read-stored.ts");
    const { architectureNamed } = await import("../../../../trainer/models/index.ts");
    const { predictLogits } = await import("../../../../trainer/models/predict.ts");
    await useBackend("wasm");
    return {
      async open({ card, weights }) {
        const architecture = describedArchitecture(card.architecture);
        const config = architectureNamed(architecture).configOf(architecture as never);
        const stored = readStored(architecture, readOwnSafetensors(weights).tensors);
        const parameters = Object.fromEntries(
          [...stored].map(([name, { shape, data }]) => [name, tf.variable(tf.tensor(data, shape), false)]),
        );
        return {
          run: async ({ ids, typeIds }) => predictLogits(parameters, config, [{ ids, typeIds } as never])[0]!,
          async close() {
            for (const variable of Object.values(parameters)) variable.dispose();
          },
        };
      },
    };
  },
  files: () => Promise.all(FILES.map((file) => readFile(folderOf(file)))),
};
