/** The readers of an artefact that are not ours, each in a process of its own. */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Task } from "../../r2-assets/format/names.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
export const INSTALLED = here("../../out/readers");

/** A question is `text`, its context `pair`. */
export interface ReaderInput {
  text: string;
  pair?: string;
}

export interface Tokens {
  ids: number[];
  types: number[];
}

export interface ReadLogits extends Tokens {
  logits: number[];
}

interface PythonAnswers {
  onnxruntime: ReadLogits[];
  transformers: Tokens[];
  safetensors: Record<string, { dtype: string; shape: number[]; sha256: string }>;
  /** By class. */
  load: Record<string, { error?: string; logits?: number[][] }>;
}

type PythonJob<Reader extends keyof PythonAnswers> = {
  reader: Reader;
  folder: string;
  max_length: number;
  inputs: readonly ReaderInput[];
  classes?: string[];
};

/** Idempotent; minutes the first time. */
export async function installReaders(): Promise<void> {
  await promisify(execFile)("sh", [here("install.sh"), INSTALLED]);
}

/** Whether `install.sh --torch` was run: it brings gigabytes, so that only transformers' models wait for it. */
export const hasTorch = existsSync(join(INSTALLED, ".torch==2.14.1"));

/** What each job's reader says. */
export const readInPython = <Reader extends keyof PythonAnswers>(
  jobs: readonly PythonJob<Reader>[],
): Promise<PythonAnswers[Reader][]> => answers(join(INSTALLED, "python/bin/python"), [here("read.py")], jobs);

export interface ScriptJob {
  folder: string;
  task: Task;
  inputs: readonly ReaderInput[];
}

/** Of transformers.js: `answer` is its pipeline's, where the pipeline takes such an input. */
export const readInTransformersJs = (jobs: readonly ScriptJob[]): Promise<(ReadLogits & { answer?: unknown })[][]> =>
  answers(process.execPath, [here("read.mjs"), INSTALLED], jobs);

/** Runs a few lines where the readers are installed, in the folder `cwd`; what they print. */
export async function runLines({ cwd, ...lines }: { cwd: string } & ({ python: string } | { script: string })) {
  const run = promisify(execFile);
  if ("python" in lines)
    return (await run(join(INSTALLED, "python/bin/python"), ["-c", lines.python], { cwd })).stdout.trim();
  const file = join(INSTALLED, "lines.mjs"); // from where its packages are found
  await writeFile(file, lines.script);
  return (await run(process.execPath, [file], { cwd })).stdout.trim();
}

async function answers<Answer>(command: string, args: string[], jobs: unknown): Promise<Answer> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify(jobs));
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject)),
  ]);
  if (code !== 0)
    throw new Error(`${args[0]}: ${error.split("\n").findLast((line) => /^[\w.]*Error/.test(line)) ?? error}`);
  return JSON.parse(out) as Answer;
}
