/**
 * What was computed of runs by resampling, so that the page is made in a second. Kept beside the generator in
 * `tested.ndjson`, by what was asked and by the digests of the predictions that it was asked of.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordedRun } from "./read-runs.ts";

export const MEMORY_FILE = "bench/results/tested.ndjson";

export interface Memory {
  /** What is remembered of these runs, or what `compute` finds. */
  once<T>(what: string, runs: readonly RecordedRun[], compute: () => Promise<T>): Promise<T>;
  /** All that was asked for, as the file has it. */
  toString(): string;
}

export function memoryOf(file: string): Memory {
  const lines = file.split("\n").filter(Boolean);
  const known = new Map<string, unknown>(lines.map((line) => [keyIn(line), JSON.parse(line).found]));
  const asked = new Map<string, unknown>();
  return {
    async once<T>(what: string, runs: readonly RecordedRun[], compute: () => Promise<T>): Promise<T> {
      const key = keyOf(
        what,
        runs.map(({ id, predictions_sha256 }) => predictions_sha256?.slice(0, 16) ?? id),
      );
      const found = known.has(key) ? (known.get(key) as T) : await compute();
      asked.set(key, found);
      return found;
    },
    toString: () =>
      [...asked]
        .map(([key, found]) => `${key.slice(0, -1)},"found":${JSON.stringify(found)}}\n`)
        .sort()
        .join(""),
  };
}

/** Of nothing where there is no file. */
export async function readMemory(root: string): Promise<Memory> {
  return memoryOf(await readFile(join(root, MEMORY_FILE), "utf8").catch(() => ""));
}

const keyOf = (what: string, of: readonly string[]) => JSON.stringify({ what, of });

function keyIn(line: string): string {
  const { what, of } = JSON.parse(line);
  return keyOf(what, of);
}
