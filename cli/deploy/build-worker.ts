/** Wrangler's `deploy`, with or without the deploying. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PLATFORM_LIMITS } from "../../r2-assets/format/prices.ts";
import { projectRoot } from "../project-root.ts";
import { type Check, missing, ok } from "./check.ts";

export interface BuildOptions {
  config: string;
  /** Without onnxruntime. */
  lean: boolean;
}

const LEAN = ["--alias", `#onnxruntime:${join(projectRoot, "worker", "runtime", "without-onnxruntime.ts")}`];

/** Builds the script as a deployment would, into a folder of its own that is gone afterwards, and holds its size against the limit. */
export async function checkBuild(options: BuildOptions): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), "retort-deploy-"));
  try {
    const { code, output } = await wrangler([...deployArguments(options), "--dry-run", "--outdir", folder], "pipe");
    if (code !== 0) return [missing(`the Worker does not build: ${firstError(output)}`, "npm run deploy:check")];
    const bytes = await scriptBytes(folder);
    const size = `${(bytes / 1e6).toFixed(1)} MB of ${(PLATFORM_LIMITS.scriptBytes / 1e6).toFixed(1)} MB`;
    if (bytes > PLATFORM_LIMITS.scriptBytes)
      return [missing(`the Worker's script is too large: ${size}`, "npx retort deploy --lean")];
    return [ok(`the Worker builds${options.lean ? " without onnxruntime" : ""}: ${size}`)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Deploys, with wrangler's own output. Returns its exit code. */
export async function deployWorker(options: BuildOptions): Promise<number> {
  return (await wrangler(deployArguments(options), "inherit")).code;
}

const deployArguments = ({ config, lean }: BuildOptions) => ["deploy", "--config", config, ...(lean ? LEAN : [])];

async function wrangler(args: string[], stdio: "pipe" | "inherit"): Promise<{ code: number; output: string }> {
  const bin = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: projectRoot,
    stdio: ["ignore", stdio, stdio],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code: code ?? 1, output };
}

/** What is uploaded: modules and wasm, not the maps. */
async function scriptBytes(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /\.(js|wasm)$/.test(name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const firstError = (output: string) =>
  /(?:ERROR\W+|Error: )([^\n]+)/.exec(output)?.[1]?.trim() ?? "wrangler says nothing";
