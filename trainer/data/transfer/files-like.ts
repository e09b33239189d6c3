import { existsSync } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { missingFile } from "../missing-file.ts";
import type { TransferEntry } from "./entry.ts";

// A comment of another form could not show the pattern: ner/wikiann/*/train.conll.gz
/**
 * Paths in a data folder; in a pattern one `*` stands for any folder's name, or any part of a file's, which gives all files that are there, sorted. Throws with
 * one sentence for a path or a pattern that no file has.
 */
export async function filesLike(folder: string, patterns: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    patterns.map((pattern) => (pattern.includes("*") ? matching(folder, pattern) : one(folder, pattern))),
  );
  return found.flat();
}

/** All files that entries of a recipe's `transfer` are read from. Throws likewise. */
export const transferFiles = (folder: string, entries: readonly TransferEntry[]): Promise<string[]> =>
  filesLike(
    folder,
    entries.flatMap((entry) => (typeof entry === "string" ? entry : entry.from)),
  );

async function one(folder: string, file: string): Promise<string[]> {
  const path = join(folder, file);
  await access(path).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, file, error);
  });
  return [file];
}

async function matching(folder: string, pattern: string): Promise<string[]> {
  const names = pattern.split("/");
  const at = names.findIndex((name) => name.includes("*"));
  const [above, open, below] = [names.slice(0, at), names[at]!, names.slice(at + 1)];
  const [start, end] = open.split("*") as [string, string];
  const listed = await readdir(join(folder, ...above)).catch(() => []);
  const fitting = listed.filter(
    (name) => name.length >= open.length - 1 && name.startsWith(start) && name.endsWith(end),
  );
  const files = fitting.sort().map((name) => [...above, name, ...below].join("/"));
  const there = files.filter((file) => existsSync(join(folder, file)));
  if (there.length === 0)
    throw new Error(`${folder} has no ${pattern}; --data names the folder that holds ${above.join("/") || pattern}`);
  return there;
}
