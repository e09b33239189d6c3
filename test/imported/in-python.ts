/** What needs PyTorch and transformers: the folders, and their answers. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import type { ReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import type { Imported } from "./imported.ts";

const PYTHON = join(projectRoot, "out/readers/python/bin/python");

/** The folders, made anew; their vocabulary is that of the published models, BERT's. */
export async function foldersMade(out: string): Promise<string[]> {
  const folder = join(out, "folders");
  await mkdir(folder, { recursive: true });
  const tokenizer = join(projectRoot, "r2-assets/models/sst2-teacher/tokenizer.json");
  const { model } = JSON.parse(await readFile(tokenizer, "utf8")) as { model: { vocab: Record<string, number> } };
  const tokens = Object.entries(model.vocab).sort(([, a], [, b]) => a - b);
  await writeFile(join(out, "vocab.txt"), tokens.map(([token]) => `${token}\n`).join(""));
  await python("test/golden/imported-models.py", "--real", join(out, "vocab.txt"), folder);
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

/** By transformers' own classes: of each model the logits of each row. */
export async function transformersAnswers(
  models: readonly (Imported & { rows: readonly ReferenceLogits[] })[],
): Promise<number[][][]> {
  const asked = models.map(({ source, task, max_length, rows }) => ({
    ...{ folder: source, task, max_length },
    rows: rows.map(({ logits: _, ...row }) => row),
  }));
  const lines = await python("test/imported/answers.py", { stdin: JSON.stringify({ models: asked }) });
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function python(script: string, ...args: (string | { stdin: string })[]): Promise<string> {
  const words = args.filter((arg) => typeof arg === "string");
  const given = args.find((arg) => typeof arg !== "string");
  // -P: test/golden/statistics.py is not the one that torch imports
  const child = spawn(PYTHON, ["-P", join(projectRoot, script), ...words], { stdio: ["pipe", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  child.stdin.end(given?.stdin ?? "");
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${errors.slice(-3000)}`);
  return output;
}
