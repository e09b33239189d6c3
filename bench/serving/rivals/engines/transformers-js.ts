/**
 * transformers.js on its WebAssembly backend, as in browsers: its build for them, the onnxruntime-web that it depends on under the symbol by which it looks for another
 * than its own, and our files by its `fetch`. Ids go to the model directly, as with the others.
 */
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { WEIGHTS_FILE } from "../../../../r2-assets/format/keys.ts";
import type { Engine } from "../engine.ts";
import { inRivals, versionOf } from "../install.ts";

const PACKAGE = "@huggingface/transformers";
const ORT = "onnxruntime-web-dev";

interface Transformers {
  env: { fetch: (url: unknown) => Promise<Response>; localModelPath: string; allowRemoteModels: boolean };
  Tensor: new (type: "int64", data: BigInt64Array, shape: number[]) => object;
  AutoModel: { from_pretrained(name: string, options: object): Promise<Model> };
}
interface Model {
  (feeds: Record<string, object>): Promise<{ logits: { data: Float32Array } }>;
  dispose(): Promise<unknown>;
}

/** In Node it asks for paths of files, which only the native library reads; it looks once, while it loads. */
async function asInBrowsers<Result>(load: () => Promise<Result>): Promise<Result> {
  const { release } = process;
  Object.defineProperty(process, "release", { configurable: true, value: { ...release, name: "another" } });
  try {
    return await load();
  } finally {
    Object.defineProperty(process, "release", { configurable: true, value: release });
  }
}

export const transformersJs: Engine = {
  name: "transformers.js",
  version: () => versionOf(PACKAGE),
  takes: () => true,
  async load() {
    const ort = (await import(
      pathToFileURL(inRivals(ORT, "dist/ort.wasm.min.mjs")).href
    )) as typeof import("onnxruntime-web");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = pathToFileURL(inRivals(ORT, "dist/")).href;
    (globalThis as Record<symbol, unknown>)[Symbol.for("onnxruntime")] = ort;
    const { env, AutoModel, Tensor } = await asInBrowsers(
      () => import(pathToFileURL(inRivals(PACKAGE, "dist/transformers.web.min.js")).href) as Promise<Transformers>,
    );
    return {
      async open({ folder, weights }) {
        const place = "http://models.invalid/";
        Object.assign(env, { allowRemoteModels: false, localModelPath: place });
        env.fetch = async (url) => {
          const file = join(dirname(folder), `${url}`.replace(place, ""));
          const bytes = await readFile(file).catch(() => null);
          return bytes === null ? new Response(null, { status: 404 }) : new Response(new Uint8Array(bytes));
        };
        const model = await AutoModel.from_pretrained(basename(folder), {
          ...{ dtype: "fp32", subfolder: "", device: "auto" },
          session_options: {
            executionProviders: ["wasm"],
            externalData: [{ path: WEIGHTS_FILE, data: weights }],
            logSeverityLevel: 3,
          },
        });
        return {
          async run({ ids, typeIds }) {
            const int64 = (values: number[]) =>
              new Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
            const { logits } = await model({
              input_ids: int64(ids),
              attention_mask: int64(ids.map(() => 1)),
              token_type_ids: int64(typeIds),
            });
            return logits.data;
          },
          close: async () => void (await model.dispose()),
        };
      },
    };
  },
  files: () =>
    Promise.all(
      [
        [PACKAGE, "dist/transformers.web.min.js"],
        [ORT, "dist/ort.wasm.min.mjs"],
        [ORT, "dist/ort-wasm-simd-threaded.mjs"],
        [ORT, "dist/ort-wasm-simd-threaded.wasm"],
      ].map((path) => readFile(inRivals(...path))),
    ),
};
