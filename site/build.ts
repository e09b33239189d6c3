/**
 * Builds the page that people see into what the Worker serves as static assets: `node site/build.ts` builds it and prints its weight.
 *
 *     worker/pages/public/site/app.js      what every view needs
 *                              *-HASH.js   a view each, and what several of them share; loaded when they are looked at
 *                              style.css, icon.svg, and the engine's relaxed.wasm and plain.wasm
 *                              training/MODEL.json   how a model was trained, loaded where it is looked at
 *                         service-worker.js
 *
 * How a model was trained is on no route: it is no file of an artefact, whose card would name it and so bear another version. What this
 * repository recorded (bench/training) is served beside the page; of models that were trained elsewhere there is none.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { build as Build } from "esbuild";
import { recordedCurves } from "./training/recorded.ts";

const require = createRequire(import.meta.url);
const { build }: { build: typeof Build } = createRequire(require.resolve("wrangler/package.json"))("esbuild");

/** What the Worker serves as it lies there. */
const PUBLIC = fileURLToPath(new URL("../worker/pages/public/", import.meta.url));
const ENGINE = fileURLToPath(new URL("../packages/engine/", import.meta.url));
const KERNELS = fileURLToPath(new URL("../worker/runtime/engine/kernels/", import.meta.url));

const COMMON = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
} as const;

/** Writes the page into `worker/pages/public`, or into another folder. Throws where the code does not build. */
export async function buildSite(folder = PUBLIC): Promise<void> {
  const out = join(folder, "site");
  await rm(out, { recursive: true, force: true });
  await build({
    ...COMMON,
    entryPoints: ["app.tsx", "style.css"].map((name) => join(import.meta.dirname, name)),
    outdir: out,
    splitting: true,
    chunkNames: "[name]-[hash]",
    // What the engine reads cards by, in a hundredth of zod's size; the page's own views import nothing of zod but types.
    alias: { zod: join(ENGINE, "src/small-zod/index.ts") },
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  await copyFile(join(import.meta.dirname, "icon.svg"), join(out, "icon.svg"));
  // The engine looks for them beside itself.
  for (const name of ["relaxed.wasm", "plain.wasm"]) await copyFile(join(KERNELS, name), join(out, name));
  // At the root, since a service worker answers only for what lies below it.
  await build({
    ...COMMON,
    entryPoints: [join(import.meta.dirname, "offline/service-worker.ts")],
    outdir: folder,
    define: { PAGE_FILES: JSON.stringify((await filesIn(out)).map((name) => `/site/${name}`)) },
  });
  await mkdir(join(out, "training"));
  for (const [id, curves] of await recordedCurves())
    await writeFile(join(out, "training", `${id}.json`), JSON.stringify(curves));
}

/** Files that lie in a folder itself, by name. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

/** What each file of the page weighs gzipped, in bytes, the heaviest first. Data are not of the page: it asks for them as it does for answers. */
export async function weighSite(folder = PUBLIC): Promise<{ file: string; bytes: number }[]> {
  const out = join(folder, "site");
  const files = [...(await filesIn(out)).map((name) => join(out, name)), join(folder, "service-worker.js")];
  const weighed = await Promise.all(
    files.map(async (path) => {
      const { byteLength } = gzipSync(await readFile(path), { level: 9 });
      return { file: relative(folder, path), bytes: byteLength };
    }),
  );
  return weighed.sort((a, b) => b.bytes - a.bytes);
}

if (import.meta.main) {
  await buildSite();
  const files = await weighSite();
  for (const { file, bytes } of files) console.log(`${file.padEnd(40)} ${bytes}`);
  console.log(`${"together, bytes gzipped".padEnd(40)} ${files.reduce((sum, { bytes }) => sum + bytes, 0)}`);
}
