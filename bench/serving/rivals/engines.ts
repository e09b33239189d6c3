/** The engines that are held against each other, ours first. What could not be is named in `NOT_HELD`. */
import type { Engine } from "./engine.ts";
import { fastTextEmbed } from "./engines/fasttextembed.ts";
import { onnxruntimeWeb } from "./engines/onnxruntime-web.ts";
import { ownEngine } from "./engines/own.ts";
import { tfjsWasm } from "./engines/tfjs-wasm.ts";
import { tract } from "./engines/tract.ts";
import { transformersJs } from "./engines/transformers-js.ts";

export const ENGINES: Readonly<Record<string, Engine>> = {
  own: ownEngine("relaxed"),
  "own-plain": ownEngine("plain"),
  ort: onnxruntimeWeb("onnxruntime-web", "onnxruntime-web", { prepacking: false }),
  "ort-prepacked": onnxruntimeWeb("onnxruntime-web, prepacking", "onnxruntime-web", { prepacking: true }),
  "ort-dev": onnxruntimeWeb("onnxruntime-web, dev build", "onnxruntime-web-dev", { prepacking: true }),
  "transformers-js": transformersJs,
  tract,
  fasttextembed: fastTextEmbed,
  "tfjs-wasm": tfjsWasm,
};

/** What was tried, or looked for, with the reason. */
export const NOT_HELD: Readonly<Record<string, string>> = {
  "LiteRT.js (@litertjs/core 2.5.3)": "in Node its loader ends with `document is not defined`; reads .tflite alone",
  "wllama (@wllama/wllama 3.8.1)": "in Node it ends with `No supported storage backend found`; reads GGUF alone",
  wonnx: "is not on npm",
  candle: "was not found on npm: its WebAssembly examples are built from source, one a model",
};
