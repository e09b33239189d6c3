/** The rivals' packages, pinned, in out/rivals: no dependencies of ours. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../../cli/project-root.ts";

export const RIVALS = join(projectRoot, "out/rivals");

/** By the name under which they are installed. The development build of onnxruntime-web is newer than its latest release, and what transformers.js brings. */
const PACKAGES = {
  "onnxruntime-web": "1.30.0",
  "onnxruntime-web-dev": "npm:onnxruntime-web@1.31.0-dev.20260914-8d85527a0",
  "@huggingface/transformers": "4.3.2",
  "ruvector-onnx-embeddings-wasm": "0.1.2",
  fasttextembed: "1.0.2",
};

/** Installs what is not there yet. Install scripts stay off: they would fetch libraries for graphics cards. */
export async function installRivals(): Promise<void> {
  const manifest = `${JSON.stringify({ private: true, dependencies: PACKAGES })}\n`;
  const stamp = join(RIVALS, "installed.json");
  if ((await readFile(stamp, "utf8").catch(() => "")) === manifest) return;
  await mkdir(RIVALS, { recursive: true });
  await writeFile(join(RIVALS, "package.json"), manifest);
  await promisify(execFile)("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: RIVALS });
  await writeFile(stamp, manifest);
}

/** A file of an installed package. */
export const inRivals = (...path: string[]): string => join(RIVALS, "node_modules", ...path);

export async function versionOf(name: string): Promise<string> {
  return (JSON.parse(await readFile(inRivals(name, "package.json"), "utf8")) as { version: string }).version;
}
