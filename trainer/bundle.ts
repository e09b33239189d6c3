/**
 * Packs the trainer for a machine without node_modules, as a GPU lent for an hour is:
 *
 *     npm run bundle:trainer
 *     out/trainer/recipes/trainer.mjs    the training process in one file, beside the recipes it reads
 *                          /bench.mjs      the benchmark of a training step, `training-step.mjs` and `pytorch.py` beside it
 *                /starts/                what text stages have left, where there are some
 *                /dawn.node              WebGPU for this system and processor
 *
 * There, with that folder, a Node 24, the data and the pre-trained encoder (`$RETORT_CACHE/all-MiniLM-L6-v2`):
 *
 *     RETORT_DAWN=trainer/dawn.node node trainer/recipes/trainer.mjs '<Job as JSON>'
 *     RETORT_DAWN=trainer/dawn.node node trainer/recipes/bench.mjs --backend webgpu --python python3
 *
 * Job: cli/training/job.ts; its backend is webgpu, wasm and TensorFlow have files of their own.
 */
import { existsSync } from "node:fs";
import { cp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);
const { build }: typeof import("esbuild") = createRequire(require.resolve("wrangler/package.json"))("esbuild");

const here = fileURLToPath(new URL("./", import.meta.url));
const out = fileURLToPath(new URL("../out/trainer/", import.meta.url));

/** esbuild follows `require`, but not one that `createRequire` has made: the bundle has one for all files. */
const REQUIRE = "const require = createRequire(import.meta.url);";
const followRequire: Plugin = {
  name: "follow require",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\](trainer|bench)[/\\].*\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: (await readFile(path, "utf8")).replace(REQUIRE, ""),
    })),
};

await rm(out, { recursive: true, force: true });
await build({
  entryPoints: {
    trainer: join(here, "../cli/training/process.ts"),
    bench: join(here, "../bench/training-step/run.ts"),
    "training-step": join(here, "../bench/training-step/tfjs.ts"),
  },
  outdir: join(out, "recipes"), // where recipes are read relative to the file that reads them
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  external: ["webgpu"], // brought as dawn.node
  logLevel: "warning",
  plugins: [followRequire],
  banner: {
    js: `import { createRequire as makeRequire } from "node:module";
const require = makeRequire(import.meta.url);
const { filename: __filename, dirname: __dirname } = import.meta;`,
  },
});
const isData = (path: string) => !path.endsWith(".ts");
await cp(join(here, "recipes"), join(out, "recipes"), { recursive: true, filter: isData });
if (existsSync(join(here, "starts"))) await cp(join(here, "starts"), join(out, "starts"), { recursive: true });
await cp(join(here, "../bench/training-step/pytorch.py"), join(out, "recipes", "pytorch.py"));
const system = process.platform === "darwin" ? "darwin-universal" : `${process.platform}-${process.arch}`;
await cp(join(require.resolve("webgpu"), "..", "dist", system, "dawn.node"), join(out, "dawn.node"));
console.log(`${out}: carry this folder and a Node 24`);
