/** The rows of a database, table by table, as lines of JSON. */
import type { Database } from "../../worker/storage/database.ts";
import { CliError } from "../cli-error.ts";

export interface Table {
  name: string;
  columns: string[];
}

export type Cell = string | number | null;

/** So many rows are asked for at once: D1 answers with at most 50 MB, and a row has at most 2. */
const PAGE = 20;

/** Every table of ours, in the order in which they were made: what refers to another comes after it. */
export async function tablesOf(db: Database): Promise<Table[]> {
  const { results } = await db
    .prepare(
      `SELECT t.name, (SELECT json_group_array(c.name) FROM pragma_table_info(t.name) c) AS columns
       FROM sqlite_master t
       WHERE t.type = 'table' AND t.name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND t.name <> 'd1_migrations'
       ORDER BY t.rowid`,
    )
    .all<{ name: string; columns: string }>();
  return results.map(({ name, columns }) => ({ name, columns: JSON.parse(columns) as string[] }));
}

/** Names of applied migrations, in their order; none of a database that was never migrated. */
export async function migrationsOf(db: Database): Promise<string[]> {
  const known = await db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").first();
  if (known === null) return [];
  const { results } = await db.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** The rows of a table, oldest first, in the order of its columns. Throws CliError for what JSON can't hold exactly. */
export async function* rowsOf(db: Database, { name, columns }: Table): AsyncGenerator<Cell[]> {
  const list = columns.map((column) => `"${column}"`).join(", ");
  const select = `SELECT rowid AS "rowid ", ${list} FROM "${name}"`;
  for (let after: string | undefined; ; ) {
    const page =
      after === undefined
        ? db.prepare(`${select} ORDER BY rowid LIMIT ${PAGE}`)
        : db.prepare(`${select} WHERE rowid > CAST(? AS INTEGER) ORDER BY rowid LIMIT ${PAGE}`).bind(after);
    const { results } = await page.all<Record<string, unknown>>();
    for (const row of results) yield columns.map((column) => exact(row[column], `${name}.${column}`));
    if (results.length < PAGE) return;
    after = String(results.at(-1)!["rowid "]);
  }
}

function exact(value: unknown, where: string): Cell {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
  throw new CliError(`${where} holds a value that a backup can't keep exactly: it was not finished`);
}
