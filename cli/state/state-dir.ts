/** Where the local bucket, database and workflows persist. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { constants } from "node:fs";
import { access, realpath, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";

export const DEFAULT_STATE_DIR = join(projectRoot, ".retort", "state");

/** Makes the folder where it is absent. Throws CliError when it cannot be written to. */
export async function openStateDir(dir: string): Promise<string> {
  try {
    await makeFolder(dir);
    await access(dir, constants.W_OK | constants.X_OK);
    return await realpath(dir);
  } catch (error) {
    throw new CliError(`the state folder ${dir} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
}

/**
 * Claims the folder for this process, so that no two of them open the same databases. Returns what gives it back.
 * Throws CliError while another process has it. The claim is a socket that listens: the system takes it back however
 * its holder ends, which a file with a process id in it would outlive.
 */
export async function claimStateDir(path: string): Promise<() => Promise<void>> {
  const name = `retort-${createHash("sha256").update(path).digest("hex").slice(0, 16)}`;
  const address = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  if (await answers(address)) {
    throw new CliError(`the state folder ${path} is in use by another process: stop it, or take another with --state`);
  }
  if (process.platform !== "win32") await rm(address, { force: true }); // left by a holder that was killed
  const server = createServer((socket) => socket.end()).unref();
  server.listen(address);
  await once(server, "listening");
  return async () => void (await new Promise((closed) => server.close(closed)));
}

async function answers(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
