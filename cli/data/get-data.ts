import { mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { CliError } from "../cli-error.ts";
import type { DataSet } from "./catalogue.ts";
import { download } from "./download.ts";
import { type Import, importDataSet, isFile } from "./import-data.ts";

/**
 * Downloads what is official of a data set beside its destination and imports it from there. Does nothing when every such
 * file is present. Throws CliError when it does not come, or there is nothing to download.
 */
export async function getDataSet(set: DataSet, dataDir: string): Promise<Import[]> {
  if (set.urls.length === 0)
    throw new CliError(`${set.id} has no archive to download: see ${set.page}, then import it`);
  const official = { ...set, files: set.files.filter((file) => file.official !== undefined) };
  const present = await Promise.all(official.files.map(({ path }) => isFile(join(dataDir, path))));
  if (present.every(Boolean)) return official.files.map(({ path }) => ({ kind: "present", path }));
  await makeFolder(dataDir).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${dataDir} cannot be written to (${error.code})`);
  });
  const scratch = await mkdtemp(join(dataDir, ".download-"));
  try {
    for (const url of set.urls) await download(url, join(scratch, basename(new URL(url).pathname)));
    const outcomes = await importDataSet(official, scratch, dataDir);
    const missing = outcomes.find(({ kind }) => kind === "not found");
    if (missing !== undefined) throw new CliError(`${set.urls.join(", ")} does not hold ${missing.path}`);
    const from = set.urls.join(", ");
    return outcomes.map((outcome) => (outcome.kind === "imported" ? { ...outcome, from } : outcome));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
