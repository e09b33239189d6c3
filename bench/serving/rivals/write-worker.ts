/** The Worker of `in-workerd.mjs` as files that workerd takes. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";
import { RIVALS } from "./install.ts";

const ofWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
const { build }: typeof import("esbuild") = ofWrangler("esbuild");

/** Script, wasm and configuration in out/rivals/workerd; returns the configuration's path. */
export async function writeWorker(): Promise<string> {
  const folder = join(RIVALS, "workerd");
  await mkdir(folder, { recursive: true });
  const wasm = new Map<string, string>();
  const keepWasm: Plugin = {
    name: "keep wasm",
    setup: ({ onResolve, resolve }) =>
      onResolve({ filter: /\.wasm$/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === keepWasm) return undefined;
        const found = await resolve(path, { resolveDir, kind, pluginData: keepWasm });
        wasm.set(basename(found.path), found.path);
        return { path: basename(found.path), external: true };
      }),
  };
  await build({
    entryPoints: [join(import.meta.dirname, "in-workerd.mjs")],
    outfile: join(folder, "worker.mjs"),
    ...{ bundle: true, format: "esm", target: "esnext", logLevel: "error" },
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
    plugins: [keepWasm],
  });
  for (const [name, path] of wasm) await copyFile(path, join(folder, name));
  const modules = [...wasm.keys()].map((name) => `(name = "${name}", wasm = embed "${name}")`);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), ${modules.join(", ")}],
    compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "localhost:0", http = (), service = "main")]
);
`;
  await writeFile(join(folder, "config.capnp"), config);
  return join(folder, "config.capnp");
}
