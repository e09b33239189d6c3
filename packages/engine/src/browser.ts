/** The package in browsers and their workers, and wherever else `fetch` reaches what lies beside a module. */
import { createApi } from "./api.ts";
import { download } from "./download.ts";

/** Written out, since bundlers look for exactly this. */
const KERNELS = {
  relaxed: new URL("./relaxed.wasm", import.meta.url),
  plain: new URL("./plain.wasm", import.meta.url),
};

/** Of either binary. */
const MOST_BYTES = 1e6;

export { EngineError } from "../../../worker/runtime/engine/memory.ts";
export const { openModel, loadModel } = createApi(async (name) =>
  WebAssembly.compile(await download(KERNELS[name].href, { most: MOST_BYTES })),
);
