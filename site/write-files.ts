/** Files written so that whoever reads them meanwhile misses none: several servers are served from one folder, and each builds the page. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Contents by path, relative to a folder, with slashes. */
export type Files = Map<string, Uint8Array>;

/** Writes what is not there as it should be, then removes all else that lies in `parts` (files or folders) of `folder`. */
export async function writeFiles(folder: string, files: Files, parts: readonly string[]): Promise<void> {
  for (const [path, content] of files) {
    const at = join(folder, path);
    const there = await readFile(at).catch(() => null);
    if (there !== null && Buffer.from(content).equals(there)) continue;
    await mkdir(dirname(at), { recursive: true });
    const beside = `${at}.${process.pid}.part`;
    await writeFile(beside, content);
    await rename(beside, at);
  }
  for (const part of parts)
    for (const path of await filesIn(folder, part))
      if (!files.has(path) && !path.endsWith(".part")) await rm(join(folder, path), { force: true });
}

async function filesIn(folder: string, part: string): Promise<string[]> {
  const found = await stat(join(folder, part)).catch(() => null);
  if (found === null) return [];
  if (found.isFile()) return [part];
  const names = await readdir(join(folder, part));
  return (await Promise.all(names.map((name) => filesIn(folder, `${part}/${name}`)))).flat();
}
