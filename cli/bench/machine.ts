/** The machine that measures. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus } from "node:os";

/** `AMD EPYC 9R14, 2 cores, node 24.21.0`; with `workerd 1.x` where the server runs beside us. */
export async function describeMachine(localServer: boolean): Promise<string> {
  const model = (cpus()[0]?.model ?? "unknown CPU").replace(/\s+/g, " ").trim();
  const parts = [model, `${cpus().length} cores`, `node ${process.versions.node}`];
  return [...parts, ...(localServer ? [`workerd ${await workerdVersion()}`] : [])].join(", ").slice(0, 200);
}

/** Of the workerd that `serve` starts: the one wrangler brings. */
async function workerdVersion(): Promise<string> {
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  const manifest = fromWrangler.resolve("workerd").replace(/([\\/]workerd[\\/]).*$/, "$1package.json");
  return (JSON.parse(await readFile(manifest, "utf8")) as { version: string }).version;
}
