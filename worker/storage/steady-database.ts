/** A database whose failures in passing nobody sees. */
import { type Steadiness, steadily, TRIES } from "./steadily.ts";

const steady = new WeakMap<D1Database, D1Database>();

/**
 * The database, always the same one for the same. Statements that come to the same when done twice are tried again where the database fails: D1
 * itself repeats those that only read, twice and at once, where it knows the failure (https://developers.cloudflare.com/d1/best-practices/retry-queries),
 * and nothing where it runs locally. Throws StorageUnavailable where nothing helps.
 */
export function steadyDatabase(db: D1Database): D1Database {
  const known = steady.get(db);
  if (known !== undefined) return known;
  const made = new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql), sql);
      if (name === "batch") return (statements: D1PreparedStatement[]) => batch(target, statements);
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  steady.set(db, made);
  steady.set(made, made);
  return made;
}

/** The database's own statement and its text, by ours. */
const originals = new WeakMap<D1PreparedStatement, { native: D1PreparedStatement; sql: string }>();

const RUNS = new Set<string | symbol>(["first", "all", "run", "raw"] satisfies (keyof D1PreparedStatement)[]);

function statement(native: D1PreparedStatement, sql: string): D1PreparedStatement {
  const made = new Proxy(native, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values), sql);
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return RUNS.has(name)
        ? (...args: unknown[]) => steadily(asked([sql]), () => value.apply(target, args))
        : value.bind(target);
    },
  });
  originals.set(made, { native, sql });
  return made;
}

function batch(db: D1Database, statements: D1PreparedStatement[]) {
  const known = statements.map((one) => originals.get(one) ?? { native: one, sql: "" });
  return steadily(asked(known.map(({ sql }) => sql)), () => db.batch(known.map(({ native }) => native)));
}

/** What leaves the same behind when it is done twice: reads, deletions, and rows that replace or ignore themselves. */
const REPEATABLE = /^\s*(SELECT|DELETE|INSERT OR (REPLACE|IGNORE))\b/;

const asked = (sqls: string[]): Steadiness => ({
  store: "database",
  call: sqls.map((sql) => sql.trim().split(/\s+/).slice(0, 6).join(" ")).join("; "),
  isLasting,
  tries: sqls.every((sql) => REPEATABLE.test(sql)) ? TRIES : 1,
});

/** What SQLite or D1 says of a statement or its values; a TypeError is the caller's. */
const isLasting = (error: unknown): boolean =>
  !(error instanceof Error) ||
  error instanceof TypeError ||
  /SQLITE_(?!BUSY|LOCKED|IOERR)|D1_(TYPE|COLUMN|EXEC|DUMP)/.test(error.message);
