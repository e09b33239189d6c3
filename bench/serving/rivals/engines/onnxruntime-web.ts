/** onnxruntime-web, as the Worker sets it, and as it comes. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { WEIGHTS_FILE } from "../../../../r2-assets/format/keys.ts";
import { joinLogits, outputsRead, SLOT_LOGITS } from "../../../../r2-assets/format/logits.ts";
import type { Engine } from "../engine.ts";
import { inRivals, versionOf } from "../install.ts";

type Ort = typeof import("onnxruntime-web");

const SCRIPTS = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];

export const onnxruntimeWeb = (
  name: string,
  installed: "onnxruntime-web" | "onnxruntime-web-dev",
  { prepacking }: { prepacking: boolean },
): Engine => ({
  name,
  version: () => versionOf(installed),
  takes: () => true,
  async load() {
    const ort = (await import(pathToFileURL(inRivals(installed, "dist/ort.wasm.min.mjs")).href)) as Ort;
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = pathToFileURL(inRivals(installed, "dist/")).href;
    return {
      async open({ graph, weights }) {
        const session = await ort.InferenceSession.create(graph, {
          executionProviders: ["wasm"],
          externalData: [{ path: WEIGHTS_FILE, data: weights }],
          ...(prepacking ? {} : { extra: { session: { disable_prepacking: "1" } } }),
          logSeverityLevel: 3,
        });
        return {
          async run({ ids, typeIds }) {
            const int64 = (values: number[]) =>
              new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
            const feeds = {
              input_ids: int64(ids),
              attention_mask: int64(ids.map(() => 1)),
              token_type_ids: int64(typeIds),
            };
            const { logits, [SLOT_LOGITS]: slots } = await session.run(feeds, outputsRead(session.outputNames));
            return joinLogits({ batch: 1 }, logits!.data as Float32Array, slots?.data as Float32Array | undefined);
          },
          close: () => session.release(),
        };
      },
    };
  },
  files: () => Promise.all(SCRIPTS.map((file) => readFile(inRivals(installed, "dist", file)))),
});
