/** A backup: the database's rows and the bucket's objects in a folder, `backup.json` last. */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { MANIFEST_KEY, predictionsKey, suiteClustersKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import type { Bucket } from "../bucket/bucket.ts";
import { CliError } from "../cli-error.ts";
import {
  BACKUP_FILE,
  type BackupManifest,
  type BackupObject,
  type BackupTable,
  isKey,
  objectFile,
  tableFile,
} from "./manifest.ts";
import type { Place } from "./open-place.ts";
import { type Cell, migrationsOf, rowsOf, type Table, tablesOf } from "./read-database.ts";
import { RESTORING_KEY } from "./restoring.ts";

export interface BackupOptions {
  folder: string;
  /** Published models, too. */
  models: boolean;
  code: string;
  onProgress?: (done: number, total: number, what: string) => void;
}

export interface BackupOutcome {
  manifest: BackupManifest;
  /** Objects that an interrupted backup had left in the folder. */
  kept: number;
}

/** Published models: what `retort upload` puts there. */
export const isOfModels = (key: string) => key === MANIFEST_KEY || key.startsWith("models/");

/**
 * Writes a backup of a place into a folder, which is new, empty or holds an unfinished backup. The rows are read first: what they
 * speak of lay in the bucket before. Throws CliError when the folder is another, or when something can't be kept as it is.
 */
export async function writeBackup(place: Place, options: BackupOptions): Promise<BackupOutcome> {
  const { folder, models, code, onProgress = () => {} } = options;
  await refuseOther(folder);
  const created_at = new Date().toISOString();
  const migrations = await migrationsOf(place.db);
  if (migrations.length === 0) throw new CliError(`${place.name} has never been used: there is nothing to back up`);
  const tables: BackupTable[] = [];
  const needed: string[] = [];
  for (const table of await tablesOf(place.db)) {
    const rows: Cell[][] = [];
    for await (const row of rowsOf(place.db, table)) rows.push(row);
    const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    tables.push({ ...(await written(folder, tableFile(table.name), bytes)), ...table, rows: rows.length });
    needed.push(...keysNamedBy(table, rows));
  }

  const keys = (await place.bucket.list("")).filter((key) => (models || !isOfModels(key)) && key !== RESTORING_KEY);
  const odd = keys.find((key) => !isKey(key));
  if (odd !== undefined) throw new CliError(`${odd} in ${place.bucket.name} can't be the name of a file`);
  const objects: BackupObject[] = [];
  let kept = 0;
  for (const [i, key] of keys.entries()) {
    onProgress(i, keys.length, key);
    const object = await saved(place.bucket, folder, key);
    if (object === undefined) continue; // deleted since it was listed
    const { kept: there, ...entry } = object;
    objects.push(entry);
    if (there) kept++;
  }
  onProgress(keys.length, keys.length, "");
  const held = new Set(objects.map(({ key }) => key));
  const missing = needed.filter((key) => !held.has(key));
  const manifest: BackupManifest = { format: 1, created_at, code, models, migrations, tables, objects, missing };
  await written(folder, BACKUP_FILE, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  return { manifest, kept };
}

/** Makes the folder where it is absent. Throws CliError where a backup can't be written to it. */
export async function refuseOther(folder: string): Promise<void> {
  await makeFolder(folder);
  const names = await readdir(folder);
  if (names.includes(BACKUP_FILE)) throw new CliError(`${folder} holds a backup already: name another folder`);
  const other = names.find((name) => name !== "database" && name !== "bucket");
  if (other !== undefined) throw new CliError(`${folder} holds other things (${other}): name an empty folder`);
}

/** Objects without which a row is of no use. */
function keysNamedBy({ name, columns }: Table, rows: readonly Cell[][]): string[] {
  const at = (row: readonly Cell[], column: string) => String(row[columns.indexOf(column)]);
  if (name === "runs") return rows.map((row) => predictionsKey(at(row, "id")));
  if (name !== "suites") return [];
  return rows.flatMap((row) => {
    const [id, sha256] = [at(row, "id"), at(row, "sha256")];
    if (at(row, "status") !== "ready") return [];
    const { clusters_sha256 } = JSON.parse(at(row, "info")) as SuiteInfo;
    return [suiteRowsKey(id, sha256), ...(clusters_sha256 ? [suiteClustersKey(id, sha256, clusters_sha256)] : [])];
  });
}

async function saved(
  bucket: Bucket,
  folder: string,
  key: string,
): Promise<(BackupObject & { kept: boolean }) | undefined> {
  const stat = await bucket.head(key);
  if (stat === undefined) return undefined;
  const origin = stat.origin === undefined ? {} : { origin: stat.origin };
  const there = await readFile(join(folder, objectFile(key))).catch(() => undefined);
  if (there !== undefined && there.byteLength === stat.bytes && stat.md5 === md5(there)) {
    const entry = { file: objectFile(key), bytes: there.byteLength, sha256: await sha256(there) };
    return { key, ...entry, ...origin, kept: true };
  }
  const object = await bucket.get(key);
  if (object === undefined) return undefined;
  return { key, ...(await written(folder, objectFile(key), object.bytes)), ...origin, kept: false };
}

/** Under another name first: a file that is there is whole. */
async function written(folder: string, file: string, bytes: Uint8Array) {
  const path = join(folder, file);
  await makeFolder(dirname(path));
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return { file, bytes: bytes.byteLength, sha256: await sha256(bytes) };
}

const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");
