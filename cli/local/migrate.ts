/** Brings a D1 database up to date with the migrations of the worker. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../worker/storage/database.ts";
import { loadWrangler } from "../state/wrangler.ts";

/** The table `wrangler d1 migrations apply` keeps, so that either way of migrating knows what the other did. */
const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/**
 * Applies, in the order of their names, the `.sql` files not yet applied, or those of them that are wanted; each whole or not at all.
 * Returns their names.
 */
export async function migrate(
  db: Database,
  dir: string,
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const { unstable_splitSqlQuery: split } = await loadWrangler();
  await db.prepare(TABLE).run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const files = (await readdir(dir))
    .filter((name) => name.endsWith(".sql") && !applied.has(name) && wanted(name))
    .sort();
  for (const name of files) {
    const statements = split(await readFile(join(dir, name), "utf8"));
    const done = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    await db.batch([...statements.map((sql) => db.prepare(sql)), done]);
  }
  return files;
}
