/** The package in Cloudflare's Workers, where WebAssembly must have been compiled when they were deployed. */
import { createApi } from "./api.ts";
import plain from "./plain.wasm";
import relaxed from "./relaxed.wasm";

const KERNELS = { relaxed, plain };

export { EngineError } from "../../../worker/runtime/engine/memory.ts";
export const { openModel, loadModel } = createApi(async (name) => KERNELS[name]);
