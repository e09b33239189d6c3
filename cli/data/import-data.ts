/** Takes data sets from a folder into the data folder. */
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseClassificationRows } from "../../eval/tasks/classification-rows.ts";
import { unzip } from "../../trainer/fetch/unzip.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { CliError } from "../cli-error.ts";
import type { DataFile, DataSet } from "./catalogue.ts";
import { glueTsvToJsonl } from "./glue-tsv.ts";

export type Import =
  | { kind: "imported"; path: string; from: string }
  | { kind: "present"; path: string } // left as it is
  | { kind: "not found"; path: string };

/**
 * Recognises, in `from`, files that lie as in the data folder, the official files (in the folder the archive unpacks to, or
 * in `from` itself when it is that folder), and the official archive. Files already in `dataDir` are left alone.
 * Throws CliError for a file that is recognised by its place but is not what it should be.
 */
export async function importDataSet(set: DataSet, from: string, dataDir: string): Promise<Import[]> {
  const archive = join(from, basename(new URL(set.url).pathname));
  const unpacked = join(dataDir, `.${basename(archive)}.unpacked`);
  try {
    if (await isFile(archive)) await unzipInto(archive, unpacked, set);
    const outcomes: Import[] = [];
    for (const file of set.files) outcomes.push(await importFile(set, file, { from, archive, unpacked }, dataDir));
    return outcomes;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

interface Places {
  from: string;
  archive: string;
  /** What the archive was unpacked to, if it was there. */
  unpacked: string;
}

async function importFile(set: DataSet, file: DataFile, places: Places, dataDir: string): Promise<Import> {
  const { from, archive, unpacked } = places;
  const { path, official } = file;
  const target = join(dataDir, path);
  if (await isFile(target)) return { kind: "present", path };
  const isOfficialFolder = basename(from) === dirname(official);
  const candidates = [
    { source: join(from, path), told: join(from, path) },
    { source: join(from, official), told: join(from, official) },
    ...(isOfficialFolder ? [{ source: join(dirname(from), official), told: join(dirname(from), official) }] : []),
    { source: join(unpacked, official), told: archive },
  ];
  for (const { source, told } of candidates) {
    if (!(await isFile(source))) continue;
    await writeWhole(target, gzipSync(readRows(source, await readFile(source), set, file), { level: 9 }));
    return { kind: "imported", path, from: told };
  }
  return { kind: "not found", path };
}

/** The file's rows as JSON lines, every one checked. */
function readRows(source: string, bytes: Uint8Array, { labels }: DataSet, { rows, idPrefix }: DataFile): string {
  try {
    const text = (content: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(content);
    const jsonl = source.endsWith(".gz") ? text(gunzipSync(bytes)) : glueTsvToJsonl(text(bytes), idPrefix).jsonl;
    const parsed = parseClassificationRows(jsonl, { labels, idPrefix });
    if (parsed.kind === "refused") throw new RangeError(`line ${parsed.errors[0]!.line}: ${parsed.errors[0]!.message}`);
    if (parsed.rows.length !== rows)
      throw new RangeError(`it has ${parsed.rows.length} rows, the official file ${rows}`);
    return jsonl;
  } catch (error) {
    throw new CliError(`${source} is not the official file: ${(error as Error).message}`);
  }
}

async function unzipInto(archive: string, folder: string, { files }: DataSet): Promise<void> {
  const wanted = new Set(files.map(({ official }) => official));
  try {
    await unzip(archive, (name) => (wanted.has(name) ? join(folder, name) : undefined));
  } catch (error) {
    throw new CliError((error as Error).message);
  }
}

/** Renaming is atomic: what has the name is whole. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeFile(`${path}.partial`, bytes);
    await rename(`${path}.partial`, path);
  } catch (error) {
    throw new CliError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

export const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
