/** Takes data sets from a folder into the data folder. */
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { rowComplaint } from "../../eval/readers/row-reader.ts";
import { unzip } from "../../trainer/fetch/unzip.ts";
import { gzipText, utf8 } from "../../trainer/files/gzip-text.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { CliError } from "../cli-error.ts";
import type { DataFile, DataSet } from "./catalogue.ts";
import { CHECKSUMS } from "./checksums.ts";
import { type OfficialText, officialText } from "./official-text.ts";
import { readDataFile } from "./read-data-file.ts";

export type Import =
  /** `asKnown`: false where the rows are not those whose checksum is known here. */
  | { kind: "imported"; path: string; from: string; rows: number; asKnown: boolean }
  | { kind: "present"; path: string } // left as it is
  | { kind: "not found"; path: string };

/**
 * Recognises, in `from`, files that lie as in the data folder, the official files (in the folder the archive unpacks to, or
 * in `from` itself when it is that folder), and the official archives. Files already in `dataDir` are left alone.
 * Throws CliError for a file that is recognised by its place but is not what it should be.
 */
export async function importDataSet(set: DataSet, from: string, dataDir: string): Promise<Import[]> {
  const unpacked = join(dataDir, `.${set.id.replace("/", "-")}.unpacked`);
  try {
    const archives: string[] = [];
    for (const url of set.urls.filter((url) => url.endsWith(".zip"))) {
      const archive = join(from, basename(new URL(url).pathname));
      if (!(await isFile(archive))) continue;
      await unzipInto(archive, unpacked, set);
      archives.push(archive);
    }
    const outcomes: Import[] = [];
    for (const file of set.files) outcomes.push(await importFile(set, file, { from, archives, unpacked }, dataDir));
    return outcomes;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

interface Places {
  from: string;
  /** Official archives found there. */
  archives: readonly string[];
  /** What they were unpacked to. */
  unpacked: string;
}

async function importFile(set: DataSet, file: DataFile, places: Places, dataDir: string): Promise<Import> {
  const { path } = file;
  const target = join(dataDir, path);
  if (await isFile(target)) return { kind: "present", path };
  for (const { source, told } of candidates(file, places)) {
    if (!(await isFile(source))) continue;
    const bytes = await readFile(source);
    const packed = source.endsWith(".gz");
    const { text, rows, asKnown } = await readChecked(set, file, told, () =>
      packed ? { kind: "text", text: gzipText(bytes) } : officialText(set, file, utf8(bytes)),
    );
    await writeWhole(target, packed && isPlainGzip(bytes, text) ? bytes : gzipSync(text, { level: 9 }));
    return { kind: "imported", path, from: told, rows, asKnown };
  }
  return { kind: "not found", path };
}

/** Whether every reader of gzip gets all of the text, not only those that look behind padding. */
const isPlainGzip = (bytes: Uint8Array, text: string) => gunzipSync(bytes).length === Buffer.byteLength(text);

function candidates({ path, official }: DataFile, { from, archives, unpacked }: Places) {
  const places = [{ source: join(from, path), told: join(from, path) }];
  if (official === undefined) return places;
  const insideItsFolder = basename(from) === dirname(official);
  for (const name of [official, ...(insideItsFolder ? [basename(official)] : [])])
    places.push({ source: join(from, name), told: join(from, name) });
  if (archives.length > 0) places.push({ source: join(unpacked, official), told: archives.join(", ") });
  return places;
}

/** Every row is read; there must be as many as are known. */
async function readChecked(set: DataSet, file: DataFile, told: string, textOf: () => OfficialText) {
  const refused = (reason: string) => new CliError(`${told} is not what it should be: ${reason}`);
  let found: OfficialText;
  try {
    found = textOf();
  } catch (error) {
    throw refused((error as Error).message); // no gzip, or no UTF-8
  }
  if (found.kind === "refused") throw refused(found.problem);
  const { text } = found;
  const read = await readDataFile(set, file, text);
  if (read.kind === "refused") throw refused(rowComplaint(read.errors[0]!));
  const { rows, asKnown = true } = read;
  const known = CHECKSUMS[file.path]?.rows ?? rows;
  if (rows !== known) throw refused(`it has ${rows} rows, ${file.path} has ${known}`);
  return { text, rows, asKnown };
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
