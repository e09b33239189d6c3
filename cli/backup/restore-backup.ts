/** The way back: a backup into a place. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { uploadFiles } from "../bucket/upload-files.ts";
import { CliError } from "../cli-error.ts";
import { type BackupManifest, type BackupTable, readBackupManifest } from "./manifest.ts";
import type { Place } from "./open-place.ts";
import type { Cell } from "./read-database.ts";
import { countRows, refuseUnknownMigrations, restoreDatabase } from "./restore-database.ts";
import { markRestoring, RESTORING_KEY, restoringOf } from "./restoring.ts";
import { isOfModels } from "./write-backup.ts";

export interface CheckedBackup {
  folder: string;
  manifest: BackupManifest;
  /** sha256 of `backup.json`: which backup this is. */
  digest: string;
}

/** Reads a backup and compares every file with its digest. Throws CliError naming the first that is not as it was written. */
export async function checkBackup(
  folder: string,
  onProgress: (bytes: number, total: number) => void = () => {},
): Promise<CheckedBackup> {
  const { manifest, bytes } = await readBackupManifest(folder);
  const total = [...manifest.tables, ...manifest.objects].reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  for (const { file, bytes: expected, sha256 } of [...manifest.tables, ...manifest.objects]) {
    const hash = createHash("sha256");
    let size = 0;
    const stream = createReadStream(join(folder, file));
    stream.on("data", (chunk) => {
      size += chunk.length;
    });
    await pipeline(stream, hash).catch((error: NodeJS.ErrnoException) => {
      throw new CliError(`the backup is damaged: ${file} can't be read (${error.code})`);
    });
    if (size !== expected || hash.digest("hex") !== sha256)
      throw new CliError(`the backup is damaged: ${file} is not as it was written`);
    read += size;
    onProgress(read, total);
  }
  return { folder, manifest, digest: await sha256(bytes) };
}

export interface RestoreOptions {
  migrationsDir: string;
  /** What the place holds and the backup doesn't is deleted. Published models stay unless the backup has some. */
  replace?: boolean;
  onProgress?: (done: number, total: number, what: string) => void;
}

export interface RestoreOutcome {
  rows: number;
  sent: number;
  kept: number;
  deleted: number;
}

/**
 * Puts a checked backup into a place: objects first, the database last. One that was interrupted goes on when called again with the same
 * backup. Throws CliError, and has changed nothing, where the place holds something and is not to be replaced.
 */
export async function restoreBackup(
  place: Place,
  backup: CheckedBackup,
  options: RestoreOptions,
): Promise<RestoreOutcome> {
  const { folder, manifest, digest } = backup;
  const { migrationsDir, replace = false, onProgress = () => {} } = options;
  const { bucket, db } = place;
  await refuseUnknownMigrations(manifest.migrations, migrationsDir);
  const tables = await Promise.all(manifest.tables.map((table) => rowsIn(folder, table)));
  const inTheWay = (await bucket.list("")).filter(
    (key) => key !== RESTORING_KEY && (manifest.models || !isOfModels(key)),
  );
  if (!replace && (await restoringOf(bucket)) !== digest) {
    const rows = await countRows(db);
    if (inTheWay.length + rows > 0) {
      throw new CliError(
        `${place.name} is not empty (${inTheWay.length} objects, ${rows} rows): nothing was restored; --replace deletes what is there`,
      );
    }
  }
  await markRestoring(bucket, digest);
  const total = manifest.objects.reduce((sum, { bytes }) => sum + bytes, 0);
  const files = manifest.objects.map(({ file, ...object }) => ({ ...object, path: join(folder, file) }));
  const { sent, kept } = await uploadFiles(bucket, files, (bytes, key) => onProgress(bytes, total, key));
  const wanted = new Set(manifest.objects.map(({ key }) => key));
  const stale = inTheWay.filter((key) => !wanted.has(key));
  for (const key of stale) await bucket.delete(key);
  await restoreDatabase(db, { migrations: manifest.migrations, tables }, migrationsDir, (rows) =>
    onProgress(total, total, `${rows} rows`),
  );
  await bucket.delete(RESTORING_KEY);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { rows, sent: sent.length, kept: kept.length, deleted: stale.length };
}

async function rowsIn(folder: string, table: BackupTable) {
  const { name, columns, file } = table;
  const lines = (await readFile(join(folder, file), "utf8")).split("\n").filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as Cell[]);
  if (rows.length !== table.rows || rows.some((row) => row.length !== columns.length))
    throw new CliError(`the backup is damaged: ${file} does not have the rows that it should`);
  return { name, columns, rows };
}
