/** Objects as files of a folder, with the bucket's layout. Runs in Node only. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Objects } from "./objects.ts";

export const folderObjects = (folder: string): Objects => ({
  async read(key) {
    try {
      return new Uint8Array(await readFile(join(folder, key)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  },
  async write(key, bytes) {
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    // Renaming is atomic: like a bucket's, a reader of this folder never sees half an object.
    await writeFile(`${path}.partial`, bytes);
    await rename(`${path}.partial`, path);
  },
});
