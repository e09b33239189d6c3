import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CliError } from "../cli-error.ts";
import type { Bucket, PutOptions } from "./bucket.ts";

const TEMPORARY = ".writing-";

/**
 * A bucket that is a plain folder, one file an object. Objects appear by rename, so a reader never sees half of one.
 * The etag is the sha256 of the content; conditional puts hold a lock file, so they are safe between processes.
 */
export function folderBucket(root: string): Bucket {
  const fileOf = (key: string) => {
    const file = resolve(root, key);
    if (!file.startsWith(resolve(root) + sep)) throw new CliError(`${key} is not a key of ${root}`);
    return file;
  };
  const head = async (key: string) => {
    const bytes = await readIfThere(fileOf(key));
    if (bytes === undefined) return undefined;
    const digest = await sha256(bytes);
    return { bytes: bytes.byteLength, etag: digest, sha256: digest };
  };
  const put = async (key: string, bytes: Uint8Array, options: PutOptions) => {
    await refuseOtherDigest(key, bytes, options);
    await writeAtomically(fileOf(key), bytes);
  };
  return {
    name: `folder ${root}`,
    head,
    put,
    async get(key) {
      const bytes = await readIfThere(fileOf(key));
      return bytes && { bytes, etag: await sha256(bytes) };
    },
    async putIf(condition, key, bytes, options) {
      await refuseOtherDigest(key, bytes, options);
      return withLock(fileOf(key), async () => {
        const there = await head(key);
        const holds = condition === "absent" ? there === undefined : there?.etag === condition.etag;
        if (!holds) return { kind: "changed" };
        await writeAtomically(fileOf(key), bytes);
        return { kind: "written", etag: options.sha256 };
      });
    },
    async list(prefix) {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(ignoreMissing);
      return (entries ?? [])
        .filter((entry) => entry.isFile() && !entry.name.startsWith(TEMPORARY))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
        .filter((key) => key.startsWith(prefix))
        .sort();
    },
    async delete(key) {
      await rm(fileOf(key), { force: true });
    },
    async close() {},
  };
}

async function refuseOtherDigest(key: string, bytes: Uint8Array, { sha256: named }: PutOptions): Promise<void> {
  if ((await sha256(bytes)) !== named)
    throw new CliError(`${key} was not stored: its bytes don't have the sha256 named`);
}

let counter = 0;

/** Writes beside the target, flushes to disk, then renames. */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `${TEMPORARY}${process.pid}-${counter++}`);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A lock older than this was left by a process that died: nothing here holds one for longer than a write. */
const STALE_LOCK_MS = 30_000;

async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(file), `${TEMPORARY}lock`);
  await mkdir(dirname(file), { recursive: true });
  for (;;) {
    const handle = await open(lock, "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    if (handle) {
      await handle.close();
      break;
    }
    const age = Date.now() - ((await stat(lock).catch(ignoreMissing))?.mtimeMs ?? Date.now());
    if (age > STALE_LOCK_MS) await rm(lock, { force: true });
    else await new Promise((wake) => setTimeout(wake, 20));
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(file).catch(ignoreMissing);
  return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR" && error.code !== "EISDIR") throw error;
  return undefined;
}
