/** Retort's engine, by its two binaries. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../../../cli/project-root.ts";
import type { Engine } from "../engine.ts";

const folder = join(projectRoot, "worker/runtime/engine");

export const ownEngine = (binary: "relaxed" | "plain"): Engine => {
  const wasm = () => readFile(join(folder, "kernels", `${binary}.wasm`));
  return {
    name: binary === "relaxed" ? "Retort's engine" : "Retort's engine, plain SIMD",
    version: async () => binary,
    takes: () => true,
    async load() {
      const { complete, createEngine } = await import("../../../../worker/runtime/engine/engine.ts");
      const bytes = await wasm();
      return {
        async open({ card, weights }) {
          const model = createEngine(new WebAssembly.Module(bytes), { most: 512e6 }).prepare(card, weights).open();
          return {
            run: async (text) => complete(model.run([text]))[0]!,
            close: async () => model.release(),
          };
        },
      };
    },
    async files() {
      const require = createRequire(import.meta.url);
      const { build }: typeof import("esbuild") = createRequire(require.resolve("wrangler/package.json"))("esbuild");
      const { outputFiles } = await build({
        ...{ entryPoints: [join(folder, "engine.ts")], bundle: true, minify: true, write: false, format: "esm" },
      });
      return [await wasm(), outputFiles[0]!.contents];
    },
  };
};
