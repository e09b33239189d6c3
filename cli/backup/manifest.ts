/** `backup.json`: what a backup consists of. Written last, so that a folder without it is an unfinished one. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Sha256 } from "../../r2-assets/format/names.ts";
import { CliError } from "../cli-error.ts";

export const BACKUP_FILE = "backup.json";

/** Folders and files below the backup's: no way leads out of it. */
const Path = z
  .string()
  .regex(/^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/, "not a path of a backup");

const StoredFile = z.strictObject({ file: Path, bytes: z.int().min(0), sha256: Sha256 });

const Name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "not a name of a table or column");

export const BackupManifest = z.strictObject({
  format: z.literal(1),
  created_at: z.iso.datetime(),
  /** The code that wrote it. */
  code: z.string(),
  /** Whether published models are part of it. */
  models: z.boolean(),
  /** Files of worker/storage/migrations that the database had applied, in their order. */
  migrations: z.array(z.string().regex(/^[A-Za-z0-9._-]+\.sql$/)),
  /** In the order in which they were made, so that what refers to another comes after it. */
  tables: z.array(StoredFile.extend({ name: Name, columns: z.array(Name).min(1), rows: z.int().min(0) })),
  objects: z.array(StoredFile.extend({ key: Path, origin: z.string().optional() })),
  /** Keys that the database speaks of and the bucket did not hold. */
  missing: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof BackupManifest>;
export type BackupTable = BackupManifest["tables"][number];
export type BackupObject = BackupManifest["objects"][number];

export const tableFile = (name: string) => `database/${name}.ndjson`;
export const objectFile = (key: string) => `bucket/${key}`;

export const isKey = (key: string): boolean => Path.safeParse(key).success;

/** The manifest of a backup and its bytes. Throws CliError when there is none, or none that can be understood. */
export async function readBackupManifest(folder: string): Promise<{ manifest: BackupManifest; bytes: Uint8Array }> {
  const bytes = await readFile(join(folder, BACKUP_FILE)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    throw new CliError(`${folder} holds no finished backup: it has no ${BACKUP_FILE}`);
  });
  const reading = BackupManifest.safeParse(parsed(bytes));
  if (!reading.success) {
    const { path, message } = reading.error.issues[0]!;
    throw new CliError(`${join(folder, BACKUP_FILE)} is damaged (${[...path, message].join(": ")})`);
  }
  return { manifest: reading.data, bytes };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
