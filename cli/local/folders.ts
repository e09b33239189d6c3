/** Folders that may not be there. */
import { access, mkdir, readdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Names of the folders in a folder, sorted; none where it does not exist. */
export async function listFolders(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Like `mkdir -p`. Node's own recursive mkdir never comes back from places like /proc. */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || (await isThere(parent))) throw error;
    await makeFolder(parent);
    await mkdir(path);
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
