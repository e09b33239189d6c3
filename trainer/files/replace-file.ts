import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** Writes a file so that readers see the old one or the new one, never a part. Makes the folder, and leaves nothing where it fails. */
export async function replaceFile(path: string, data: Uint8Array | string): Promise<void> {
  await makeFolder(dirname(path));
  const next = `${path}.next`;
  try {
    await writeFile(next, data, { flush: true });
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
