import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** What tells a file from what it was before, without opening it. */
export interface FileStamp {
  size: number;
  mtimeMs: number;
}

/** The digest of the canonical rows that each suite's file had when it was last read. */
export interface ReadFiles {
  /** Undefined for a file that has changed since, or that other readers have read. */
  sha256(suite: string, stamp: FileStamp): string | undefined;
  note(suite: string, stamp: FileStamp, sha256: string): Promise<void>;
}

const File = z.object({
  readers: z.string(),
  suites: z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() })),
});

/** What `<state>/read-files.json` remembers; nothing, where it was written by other readers than those of this digest. */
export async function openReadFiles(stateDir: string, readers: string): Promise<ReadFiles> {
  const path = join(stateDir, "read-files.json");
  const before = await load(path);
  const suites = before?.readers === readers ? before.suites : {};
  return {
    sha256(suite, { size, mtimeMs }) {
      const known = suites[suite];
      return known?.size === size && known.mtimeMs === mtimeMs ? known.sha256 : undefined;
    },
    async note(suite, stamp, sha256) {
      suites[suite] = { ...stamp, sha256 };
      await writeFile(`${path}.partial`, JSON.stringify({ readers, suites }));
      await rename(`${path}.partial`, path);
    },
  };
}

/** Undefined where there is no such file, or one that cannot be understood: nothing is lost but time. */
async function load(path: string): Promise<z.infer<typeof File> | undefined> {
  try {
    return File.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}
