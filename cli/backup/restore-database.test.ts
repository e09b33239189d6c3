import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect } from "../../test/fixtures/collect.ts";
import { type LocalStorage, openLocalStorage } from "../state/storage.ts";
import { type Cell, migrationsOf, rowsOf, tablesOf } from "./read-database.ts";
import { countRows, refuseUnknownMigrations, restoreDatabase } from "./restore-database.ts";

let folder: string;
let storage: LocalStorage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-restore-"));
  const migrations = {
    "0001.sql":
      "CREATE TABLE a (id TEXT PRIMARY KEY, n INTEGER, x REAL) STRICT; CREATE TABLE b (a TEXT NOT NULL REFERENCES a (id), k INTEGER PRIMARY KEY) STRICT;",
    "0002.sql": "ALTER TABLE a ADD COLUMN twice INTEGER; UPDATE a SET twice = 2 * n;",
  };
  for (const [name, sql] of Object.entries(migrations)) await writeFile(join(folder, name), sql);
  storage = await openLocalStorage(join(folder, "state"));
});
afterAll(async () => {
  await storage?.close();
  await rm(folder, { recursive: true });
});

const AWKWARD = "ein 'Zitat', \"quotes\", 🙂, a\u0000b, ?1, \\ and\na line";

const tables = [
  {
    name: "a",
    columns: ["id", "n", "x"],
    rows: [
      [AWKWARD, 7, 0.1],
      ["7", 2 ** 51, -1e-300],
      ["", null, 3],
      ["long", -1, null],
    ] as Cell[][],
  },
  { name: "b", columns: ["a", "k"], rows: Array.from({ length: 250 }, (_, k) => ["7", k]) as Cell[][] },
];

test("rows come back exactly, in their order, with the migrations that came after the backup applied to them", async () => {
  for (const _ of ["into an empty database", "again"]) {
    const told: number[] = [];
    await restoreDatabase(storage.DB, { migrations: ["0001.sql"], tables }, folder, (rows) => told.push(rows));
    expect(told.at(-1)).toBe(254);
    expect(await countRows(storage.DB)).toBe(254);
    expect(await migrationsOf(storage.DB)).toEqual(["0001.sql", "0002.sql"]);
    const [a, b] = await tablesOf(storage.DB);
    expect(a).toEqual({ name: "a", columns: ["id", "n", "x", "twice"] });
    expect((await collect(rowsOf(storage.DB, a!)))[0]).toEqual([AWKWARD, 7, 0.1, 14]);
    expect(await collect(rowsOf(storage.DB, { ...a!, columns: ["id", "n", "x"] }))).toEqual(tables[0]!.rows);
    expect(await collect(rowsOf(storage.DB, b!))).toEqual(tables[1]!.rows);
  }
});

test("a backup of a newer release is refused", async () => {
  await expect(refuseUnknownMigrations(["0001.sql", "0009.sql"], folder)).rejects.toThrow(
    "the backup is of a newer release: 0009.sql is not known here",
  );
});
