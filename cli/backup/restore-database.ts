/** A database made anew from the rows of a backup. */
import { readdir } from "node:fs/promises";
import type { Database, Statement } from "../../worker/storage/database.ts";
import { CliError } from "../cli-error.ts";
import { migrate } from "../local/migrate.ts";
import type { Cell, Table } from "./read-database.ts";
import { migrationsOf, tablesOf } from "./read-database.ts";

/** A batch is one request: at most so many rows, and about so many characters, since D1 takes no more than some MB. */
const BATCH_ROWS = 100;
const BATCH_CHARACTERS = 1_000_000;

export interface TableRows extends Table {
  rows: readonly Cell[][];
}

/**
 * Empties the database, brings it to the migrations of the backup, writes the rows and then applies what came after. Done again
 * it comes to the same. `onRows` is told how many rows are written. The migrations must be known: see `refuseUnknownMigrations`.
 */
export async function restoreDatabase(
  db: Database,
  { migrations, tables }: { migrations: readonly string[]; tables: readonly TableRows[] },
  migrationsDir: string,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  await empty(db);
  await migrate(db, migrationsDir, (name) => migrations.includes(name));
  let written = 0;
  for (const table of tables) {
    for (const batch of batches(table)) {
      await db.batch(batch.map((row) => insert(db, table, row)));
      written += batch.length;
      onRows(written);
    }
  }
  await migrate(db, migrationsDir);
}

/** Throws CliError for a backup of a database that had seen migrations that are not here. */
export async function refuseUnknownMigrations(migrations: readonly string[], dir: string): Promise<void> {
  const known = await readdir(dir);
  const unknown = migrations.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CliError(`the backup is of a newer release: ${unknown} is not known here`);
}

/** Rows of all tables together. */
export async function countRows(db: Database): Promise<number> {
  let sum = 0;
  for (const { name } of await tablesOf(db)) {
    sum += (await db.prepare(`SELECT count(*) AS n FROM "${name}"`).first<{ n: number }>())!.n;
  }
  return sum;
}

/** The newest table first, since it may refer to older ones. Their indexes and triggers go with them. */
async function empty(db: Database): Promise<void> {
  const names = (await tablesOf(db)).map(({ name }) => name).reverse();
  if ((await migrationsOf(db)).length > 0) names.push("d1_migrations");
  if (names.length > 0) await db.batch(names.map((name) => db.prepare(`DROP TABLE "${name}"`)));
}

function* batches({ rows }: TableRows): Generator<Cell[][]> {
  let batch: Cell[][] = [];
  let characters = 0;
  for (const row of rows) {
    const length = row.reduce<number>((sum, cell) => sum + String(cell).length, 0);
    if (batch.length === BATCH_ROWS || (batch.length > 0 && characters + length > BATCH_CHARACTERS)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(row);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Text is bound, numbers stand in the statement: D1 binds each as REAL, its HTTP API none at all. A row that is there already,
 * as after a request whose answer was lost, is replaced by itself.
 */
function insert(db: Database, { name, columns }: Table, row: readonly Cell[]): Statement {
  const values = row.map((cell) => (typeof cell === "string" ? "?" : String(cell ?? "NULL")));
  const texts = row.filter((cell) => typeof cell === "string");
  const statement = db.prepare(
    `INSERT OR REPLACE INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${values.join(", ")})`,
  );
  return texts.length === 0 ? statement : statement.bind(...texts);
}
