import { access, glob } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import { missingFile } from "../missing-file.ts";
import type { TransferEntry } from "./entry.ts";

/**
 * Paths in a data folder. A pattern has a `*`, which stands for any part of a folder's or a file's name, as in Node's `glob`, and gives all files that are there,
 * sorted folder by folder. Throws with one sentence for a path or a pattern that no file has.
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
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) found.push(file.split(sep).join("/"));
  if (found.length > 0) return found.sort(byFolder);
  const above = posix.dirname(pattern.slice(0, pattern.indexOf("*") + 1));
  throw new Error(`${folder} has no ${pattern}; --data names the folder that holds ${above === "." ? pattern : above}`);
}

/** Folder by folder: `zh` and what is in it before `zh-classical`, although a hyphen comes before a slash. */
function byFolder(one: string, other: string): number {
  const [x, y] = [one, other].map((file) => file.replaceAll("/", "\0")) as [string, string];
  return x < y ? -1 : Number(x > y);
}
