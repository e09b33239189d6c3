import { replaceFile } from "../../trainer/files/replace-file.ts";
import { CliError } from "../cli-error.ts";

/** Writes a file that somebody asked for. Throws CliError where that can't be. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CliError(`${path} cannot be written (${code})`);
  }
}
