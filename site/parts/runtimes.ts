/** What runs a model, as people are told. */
import type { Runtime } from "../../r2-assets/format/names.ts";

export const RUNTIME_NAMES: Record<Runtime, string> = { engine: "own engine", ort: "onnxruntime" };

/** Null: answers that were made elsewhere. One that nobody knows stays as it is called. */
export const runtimeName = (runtime: string | null): string =>
  runtime === null ? "answers from elsewhere" : ((RUNTIME_NAMES as Record<string, string>)[runtime] ?? runtime);
