/**
 * tract, Sonos' engine in Rust, as ruvector-onnx-embeddings-wasm brings it: it reads a graph with its weights inside, takes words, pads them to a length that it was
 * opened with, and answers the mean of the last layer's states.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, TensorProto_DataLocation } from "onnx-buf";
import { TOKENIZER_FILE } from "../../../../r2-assets/format/keys.ts";
import type { Engine } from "../engine.ts";
import { inRivals, versionOf } from "../install.ts";
import type { BenchModel } from "../model.ts";

const PACKAGE = "ruvector-onnx-embeddings-wasm";
const SCRIPT = "ruvector_onnx_embeddings_wasm.js";

interface Tract {
  WasmEmbedderConfig: new () => Config;
  WasmEmbedder: { withConfig(graph: Uint8Array, tokenizer: string, config: Config): Embedder };
}
interface Config {
  setMaxLength(length: number): Config;
  setNormalize(normalize: boolean): Config;
}
interface Embedder {
  embedOne(text: string): Float32Array;
  free(): void;
}

export const tract: Engine = {
  name: "tract",
  version: () => versionOf(PACKAGE),
  takes: ({ id }) => id === "minilm-6-f32",
  pads: true,
  async load() {
    // CommonJS in a package that says it has ES modules: neither `import` nor `require` takes it.
    const loaded = {} as Tract;
    const script = new Function(
      "exports",
      "module",
      "require",
      "__dirname",
      await readFile(inRivals(PACKAGE, SCRIPT), "utf8"),
    );
    script(loaded, { exports: loaded }, createRequire(import.meta.url), inRivals(PACKAGE));
    const { WasmEmbedder, WasmEmbedderConfig } = loaded;
    let graph = new Uint8Array();
    let tokenizer = "";
    return {
      async convert(model) {
        graph = withWeights(model);
        tokenizer = await readFile(join(model.folder, TOKENIZER_FILE), "utf8");
      },
      async open(_, length) {
        const config = new WasmEmbedderConfig().setMaxLength(length).setNormalize(false);
        const embedder = WasmEmbedder.withConfig(graph, tokenizer, config);
        return {
          run: async ({ words }) => embedder.embedOne(words),
          close: async () => embedder.free(),
          expected: meanOfRows,
        };
      },
    };
  },
  files: () =>
    Promise.all([`${PACKAGE.replaceAll("-", "_")}_bg.wasm`, SCRIPT].map((file) => readFile(inRivals(PACKAGE, file)))),
};

/** The graph with its initializers inside. */
function withWeights({ graph, weights }: BenchModel): Uint8Array<ArrayBuffer> {
  const model = fromBinary(ModelProtoSchema, graph);
  for (const tensor of model.graph!.initializer) {
    if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) continue;
    const place = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
    const offset = Number(place.get("offset"));
    tensor.rawData = weights.slice(offset, offset + Number(place.get("length")));
    tensor.externalData = [];
    tensor.dataLocation = TensorProto_DataLocation.DEFAULT;
  }
  return toBinary(ModelProtoSchema, model);
}

const WIDTH = 384;

function meanOfRows(states: Float32Array): Float32Array {
  const mean = new Float32Array(WIDTH);
  const rows = states.length / WIDTH;
  for (const [i, value] of states.entries()) mean[i % WIDTH]! += value / rows;
  return mean;
}
