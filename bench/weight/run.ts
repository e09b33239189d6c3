/**
 * What the Worker's script and the repository weigh, beside what they may (budgets.json). Exits 1 over a budget.
 *
 *     npm run deploy:check && node bench/weight/run.ts
 *
 * The scripts are what `deploy:check` leaves in out/worker and out/lean-worker, without source maps; the repository is the pack that a clone of
 * HEAD is sent; models are the files of r2-assets/models, once each.
 */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { MODELS_BUDGET_BYTES, modelsBytes } from "../../cli/artefact/install-artefact.ts";
import { projectRoot } from "../../cli/project-root.ts";
import budgets from "./budgets.json" with { type: "json" };

const script = await scriptBytes(join(projectRoot, "out", "worker"));
const lean = await scriptBytes(join(projectRoot, "out", "lean-worker"));
const weights = [
  { what: "the Worker's script", bytes: script.unpacked, budget: budgets.worker_script_bytes },
  { what: "the Worker's script, gzipped", bytes: script.gzipped, budget: budgets.worker_script_gzip_bytes },
  { what: "without onnxruntime, gzipped", bytes: lean.gzipped, budget: budgets.lean_worker_script_gzip_bytes },
  { what: "the repository, packed", bytes: await packBytes(), budget: budgets.repository_bytes },
  { what: "models in the tree", bytes: await modelsBytes(join(projectRoot, "r2-assets")), budget: MODELS_BUDGET_BYTES },
];
for (const { what, bytes, budget } of weights) {
  const over = bytes > budget;
  console.log(`${what}: ${megabytes(bytes)} of ${megabytes(budget)}${over ? ": OVER BUDGET (bench/weight)" : ""}`);
  if (over) process.exitCode = 1;
}

async function scriptBytes(folder: string): Promise<{ unpacked: number; gzipped: number }> {
  const names = (await readdir(folder)).filter((name) => /\.(js|wasm)$/.test(name));
  if (names.length === 0) throw new Error(`${folder} holds no script: run \`npm run deploy:check\` first`);
  const modules = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    unpacked: sum(modules.map((module) => module.byteLength)),
    gzipped: sum(modules.map((module) => gzipSync(module).byteLength)),
  };
}

async function packBytes(): Promise<number> {
  const git = spawn("git", ["pack-objects", "--revs", "--stdout", "--quiet"], {
    cwd: projectRoot,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((done) => git.on("close", done));
  git.stdin.end("HEAD\n");
  let bytes = 0;
  for await (const chunk of git.stdout) bytes += chunk.length;
  if ((await ended) !== 0) throw new Error("git could not pack the repository");
  return bytes;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
