/** The package in Node. */
import { readFile } from "node:fs/promises";
import { createApi } from "./api.ts";

export { EngineError } from "../../../worker/runtime/engine/memory.ts";
export const { openModel, loadModel } = createApi(async (name) =>
  WebAssembly.compile(await readFile(new URL(`./${name}.wasm`, import.meta.url))),
);
