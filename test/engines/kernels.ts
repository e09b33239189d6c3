/** The committed kernels, compiled in Node. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import type { Binaries } from "./body.ts";

export const kernelFile = (name: keyof Binaries) => join(projectRoot, `worker/runtime/engine/kernels/${name}.wasm`);

export async function readBinaries(): Promise<Binaries> {
  const [plain, relaxed] = await Promise.all(
    (["plain", "relaxed"] as const).map(async (name) => new WebAssembly.Module(await readFile(kernelFile(name)))),
  );
  return { plain: plain!, relaxed };
}
