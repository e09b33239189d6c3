/**
 * Builds the page that people see into what the Worker serves as static assets: `node site/build.ts` builds it and prints its weight.
 *
 *     worker/pages/public/site/app.js      what every view needs
 *                              *-HASH.js   a view each, and what several of them share; loaded when they are looked at
 *                              style.css, icon.svg, and the engine's relaxed.wasm and plain.wasm
 *                              training/MODEL.json   how a model was trained, loaded where it is looked at
 *     worker/pages/public/service-worker.js   where it lies, since it is to see to all of the page
 *
 * How a model was trained is on no route: it is no file of an artefact, whose card would name it and so bear another version. What this
 * repository recorded (bench/training) is served beside the page; of models that were trained elsewhere there is none.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { build as Build, BuildOptions } from "esbuild";
import { recordedCurves } from "./training/recorded.ts";
import { type Files, writeFiles } from "./write-files.ts";

const require = createRequire(import.meta.url);
const { build }: { build: typeof Build } = createRequire(require.resolve("wrangler/package.json"))("esbuild");

const PUBLIC = fileURLToPath(new URL("../worker/pages/public/", import.meta.url));
const ENGINE = fileURLToPath(new URL("../packages/engine/", import.meta.url));
const KERNELS = fileURLToPath(new URL("../worker/runtime/engine/kernels/", import.meta.url));
const SERVICE_WORKER = "service-worker.js";

/** Writes the page into `worker/pages/public`. Throws where the code does not build. */
export async function buildSite(): Promise<void> {
  await writeFiles(PUBLIC, new Map([...(await pageFiles()), ...(await trainingFiles())]), ["site", SERVICE_WORKER]);
}

/** What each file of the page weighs gzipped, in bytes, the heaviest first. Data are not of the page: it asks for them as it does for answers. */
export async function weighSite(): Promise<{ file: string; bytes: number }[]> {
  const weighed = [...(await pageFiles())].map(([file, content]) => ({
    file,
    bytes: gzipSync(content, { level: 9 }).byteLength,
  }));
  return weighed.sort((a, b) => b.bytes - a.bytes);
}

async function pageFiles(): Promise<Files> {
  const files: Files = await bundled({
    entryPoints: ["app.tsx", "style.css"].map((name) => join(import.meta.dirname, name)),
    outdir: join(PUBLIC, "site"),
    splitting: true,
    chunkNames: "[name]-[hash]",
    format: "esm",
    // What the engine reads cards by, in a hundredth of zod's size; the page's own views import nothing of zod but types.
    alias: { zod: join(ENGINE, "src/small-zod/index.ts") },
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  files.set("site/icon.svg", await readFile(join(import.meta.dirname, "icon.svg")));
  // The engine looks for them beside itself.
  for (const name of ["relaxed.wasm", "plain.wasm"]) files.set(`site/${name}`, await readFile(join(KERNELS, name)));
  return new Map([...files, ...(await serviceWorker(files))]);
}

/** It knows the page's files by name. */
function serviceWorker(files: Files): Promise<Files> {
  return bundled({
    entryPoints: [join(import.meta.dirname, "offline/service-worker.ts")],
    outfile: join(PUBLIC, SERVICE_WORKER),
    format: "iife",
    define: { PAGE_FILES: JSON.stringify([...files.keys()].sort().map((path) => `/${path}`)) },
  });
}

async function bundled(options: BuildOptions): Promise<Files> {
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    write: false,
  });
  return new Map(outputFiles.map(({ path, contents }) => [relative(PUBLIC, path), contents]));
}

async function trainingFiles(): Promise<Files> {
  return new Map(
    [...(await recordedCurves())].map(([id, curves]) => [
      `site/training/${id}.json`,
      Buffer.from(JSON.stringify(curves)),
    ]),
  );
}

if (import.meta.main) {
  await buildSite();
  const files = await weighSite();
  for (const { file, bytes } of files) console.log(`${file.padEnd(40)} ${bytes}`);
  console.log(`${"together, bytes gzipped".padEnd(40)} ${files.reduce((sum, { bytes }) => sum + bytes, 0)}`);
}
