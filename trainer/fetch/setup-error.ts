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

const refusals: Record<string, string> = {
  EACCES: "may not be written to",
  EPERM: "may not be written to",
  EROFS: "lies on a read-only file system",
  ENOTDIR: "lies under something that is not a folder",
  ENOSPC: "no space is left",
  EDQUOT: "the disk quota is used up",
};
