/** A folder with all that a place needs: what is asked, the kernels, and the code that asks, in one file a kind of place. */
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Subject } from "./body.ts";
import { kernelFile } from "./kernels.ts";
import type { Asked } from "./place.ts";

const require = createRequire(import.meta.url);
const { build }: typeof import("esbuild") = createRequire(require.resolve("wrangler/package.json"))("esbuild");

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export async function writeAsked(folder: string, subjects: readonly Subject[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const asked: Asked = [];
  for (const [i, { name, card, weights, texts }] of subjects.entries()) {
    const { architecture, storage } = card;
    const plain = texts.map(({ ids, typeIds }) => ({ ids: Array.from(ids), typeIds: Array.from(typeIds) }));
    asked.push({ name, card: { architecture, storage }, texts: plain, weights: `${i}.bin` });
    await writeFile(join(folder, `${i}.bin`), weights);
  }
  await writeFile(join(folder, "asked.json"), JSON.stringify(asked));
  await writeFile(join(folder, "index.html"), '<!doctype html><script type="module" src="browser.mjs"></script>');
  for (const name of ["plain", "relaxed"] as const) await copyFile(kernelFile(name), join(folder, `${name}.wasm`));
  await build({
    entryPoints: ["node", "browser", "workerd"].map((name) => here(`entries/${name}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    target: "es2024",
    external: ["node:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "warning",
  });
}
