import { onnxruntime } from "#onnxruntime";
import type { Runtime } from "../../r2-assets/format/names.ts";

/** What runs models in this deployment, in the order in which it is tried where nobody asks for one. */
export const RUNTIMES: readonly [Runtime, ...Runtime[]] = onnxruntime === null ? ["engine"] : ["engine", "ort"];
