import { existsSync } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { missingFile } from "../missing-file.ts";

// A comment of another form could not show the pattern: ner/wikiann/*/train.conll.gz
/**
 * Paths in a data folder; in a pattern one `*` stands for any folder's name, which gives all files that are there, sorted. Throws with
 * one sentence for a path or a pattern that no file has.
 */
export async function filesLike(folder: string, patterns: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    patterns.map((pattern) => (pattern.includes("/*/") ? matching(folder, pattern) : one(folder, pattern))),
  );
  return found.flat();
}

async function one(folder: string, file: string): Promise<string[]> {
  const path = join(folder, file);
  await access(path).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, file, error);
  });
  return [file];
}

async function matching(folder: string, pattern: string): Promise<string[]> {
  const [above, below] = pattern.split("/*/");
  const names = await readdir(join(folder, above)).catch(() => []);
  const files = names.sort().map((name) => `${above}/${name}/${below}`);
  const there = files.filter((file) => existsSync(join(folder, file)));
  if (there.length === 0) throw new Error(`${folder} has no ${pattern}; --data names the folder that holds ${above}`);
  return there;
}
