import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { rowComplaint } from "../../eval/readers/row-reader.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { createProgress } from "../ui/progress.ts";
import { DATA_SETS, type DataFile, type DataSet } from "./catalogue.ts";
import { CHECKSUMS } from "./checksums.ts";
import { isFile } from "./import-data.ts";
import { readDataFile } from "./read-data-file.ts";

/** `present`: there, not read. `ok`: rows as known. `differs`: rows, but others. `damaged`: no rows; `detail` says why. */
export interface ListedFile {
  path: string;
  rows: number | null;
  state: "absent" | "present" | "ok" | "differs" | "damaged";
  detail?: string;
}

export interface ListedSet {
  id: string;
  /** Addresses of the official archives, or the page that tells where they are. */
  source: string;
  licence: string;
  files: ListedFile[];
}

/** What of each data set is in a folder; with `verify` every row of it is read. */
export async function listData(dataDir: string, verify: boolean): Promise<ListedSet[]> {
  const total = DATA_SETS.reduce((sum, { files }) => sum + files.length, 0);
  const progress = createProgress({ label: `reading ${dataDir}`, total, unit: "files" });
  let done = 0;
  const sets: ListedSet[] = [];
  for (const set of DATA_SETS) {
    const files: ListedFile[] = [];
    for (const file of set.files) {
      files.push(await look(set, file, dataDir, verify));
      progress.update(++done);
    }
    sets.push({ id: set.id, source: set.urls.join(", ") || set.page, licence: set.licence, files });
  }
  progress.stop();
  return sets;
}

async function look(set: DataSet, file: DataFile, dataDir: string, verify: boolean): Promise<ListedFile> {
  const { path } = file;
  const rows = CHECKSUMS[path]?.rows ?? null;
  if (!(await isFile(join(dataDir, path)))) return { path, rows, state: "absent" };
  if (!verify) return { path, rows, state: "present" };
  try {
    const read = await readDataFile(set, file, gzipText(await readFile(join(dataDir, path))));
    if (read.kind === "rows") return { path, rows: read.rows, state: read.asKnown === false ? "differs" : "ok" };
    return { path, rows: null, state: "damaged", detail: rowComplaint(read.errors[0]!) };
  } catch (error) {
    return { path, rows: null, state: "damaged", detail: (error as Error).message };
  }
}
