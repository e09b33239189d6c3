/**
 * fasttextembed, an engine in C for the shape of bge-small alone, with weights in halves: it takes words, and answers the first token's state at length 1.
 * Its GELU is the tanh form where ours is exact, which is all that its answers differ by.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { TOKENIZER_FILE } from "../../../../r2-assets/format/keys.ts";
import type { Engine } from "../engine.ts";
import { inRivals, versionOf } from "../install.ts";
import type { BenchModel } from "../model.ts";
import { fteOf, WIDTH } from "./fte-file.ts";

const PACKAGE = "fasttextembed";

interface FastTextEmbed {
  TextEmbedding: { create(files: { fte: Uint8Array; vocab: Uint8Array }): Promise<Embedding> };
}
interface Embedding {
  embedOne(text: string): number[];
  free(): void;
}

export const fastTextEmbed: Engine = {
  name: "fasttextembed",
  version: () => versionOf(PACKAGE),
  takes: ({ id }) => id === "minilm-12-f16",
  async load() {
    const { TextEmbedding } = createRequire(import.meta.url)(inRivals(PACKAGE, "wasm.js")) as FastTextEmbed;
    let files = { fte: new Uint8Array(), vocab: new Uint8Array() };
    return {
      async convert(model) {
        files = { fte: fteOf(model), vocab: await vocabularyOf(model) };
      },
      async open() {
        const embedding = await TextEmbedding.create(files);
        return {
          run: async ({ words }) => Float32Array.from(embedding.embedOne(words)),
          close: async () => embedding.free(),
          expected: firstRow,
        };
      },
    };
  },
  files: () =>
    Promise.all(["wasm/fte.wasm", "wasm/fte.js", "wasm.js"].map((file) => readFile(inRivals(PACKAGE, file)))),
};

async function vocabularyOf({ folder }: BenchModel): Promise<Uint8Array<ArrayBuffer>> {
  const tokenizer = JSON.parse(await readFile(join(folder, TOKENIZER_FILE), "utf8")) as {
    model: { vocab: Record<string, number> };
  };
  const lines = Object.entries(tokenizer.model.vocab).map(([piece, id]) => `${piece}\t${id}\n`);
  return new TextEncoder().encode(lines.join(""));
}

function firstRow(states: Float32Array): Float32Array {
  const row = states.slice(0, WIDTH);
  const length = Math.hypot(...row);
  return row.map((value) => value / length);
}
