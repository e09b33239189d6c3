import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** Something this machine lacks, or a download that went wrong: one sentence that says what to do. */
export class SetupError extends Error {
  override name = "SetupError";
}

/** Runs `work`; what the file system refuses there (no right, no room) becomes a SetupError that names the folder. */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = "", syscall } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" && syscall === "mkdir" ? "cannot be made" : refusals[code];
    if (reason === undefined) throw error;
    throw new SetupError(`${folder}: ${reason}; RETORT_CACHE names another folder to use`);
  }
}

/**
 * `mkdir -p`. Node's own recursive mkdir never returns where the parent exists and a folder can't be made (below /proc).
 * Rejects with the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  const make = () =>
    mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  });
}

const refusals: Record<string, string> = {
  EACCES: "may not be written to",
  EPERM: "may not be written to",
  EROFS: "lies on a read-only file system",
  ENOTDIR: "lies under something that is not a folder",
  ENOSPC: "no space is left",
  EDQUOT: "the disk quota is used up",
};
