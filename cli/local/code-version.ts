/** Which code this is, for run records. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../project-root.ts";

/** The commit, with `-dirty` where tracked files differ from it; the package's version outside a git checkout. */
export async function codeVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      "git",
      ["describe", "--always", "--dirty", "--abbrev=12", "--match="],
      {
        cwd: projectRoot,
      },
    );
    return stdout.trim();
  } catch {
    const manifest = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as { version: string };
    return manifest.version;
  }
}
