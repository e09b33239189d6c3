import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gunzipMembers } from "../../files/gzip-text.ts";

/** A file of the data folder as it lies. */
export interface DataFile {
  path: string;
  bytes: Uint8Array;
  /** Of the bytes. */
  sha256: string;
}

/** Rejects with the system's error. */
export async function readDataFile(path: string): Promise<DataFile> {
  const bytes = await readFile(path);
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Its content, unzipped where it is called `.gz`. Throws with one sentence when it is damaged. */
export function contentOf({ path, bytes }: DataFile): Buffer {
  if (!path.endsWith(".gz")) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    return gunzipMembers(bytes);
  } catch {
    throw new Error(`${path} is not a gzip file, or it is damaged`);
  }
}
