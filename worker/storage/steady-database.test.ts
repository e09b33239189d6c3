import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Fault, faultyEnv } from "../test/faulty-stores.ts";
import { StorageUnavailable } from "./steadily.ts";
import { steadyDatabase } from "./steady-database.ts";

/** The test's database, whose calls meet these faults in their order, and none after them. */
function meeting(...faults: Fault[]) {
  const calls: string[] = [];
  const { DB } = faultyEnv(env, ({ call }) => {
    calls.push(call);
    return faults.shift();
  });
  return { db: steadyDatabase(DB), calls };
}

let log: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  vi.spyOn(Math, "random").mockReturnValue(-0.45); // pauses a tenth as long as the shortest
  log = vi.spyOn(console, "error").mockImplementation(() => {});
  await env.DB.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)");
  await env.DB.exec("INSERT INTO notes VALUES (1, 'one')");
});
afterEach(() => vi.restoreAllMocks());

const texts = async () => (await env.DB.prepare("SELECT text FROM notes ORDER BY id").raw()).flat();

test("what reads is asked again, bound or not", async () => {
  const { db, calls } = meeting("fails", "fails late", "fails");
  expect(await db.prepare("SELECT text FROM notes WHERE id = ?").bind(1).first("text")).toBe("one");
  expect(calls).toHaveLength(4);
  expect((await meeting("fails").db.prepare("SELECT id FROM notes").all()).results).toEqual([{ id: 1 }]);
});

test("what comes to the same when done twice is done again, in batches too", async () => {
  const insert = "INSERT OR REPLACE INTO notes VALUES (?, ?)";
  await meeting("fails late").db.prepare(insert).bind(2, "two").run();
  await meeting("fails late").db.prepare("DELETE FROM notes WHERE id = 1").run();
  const { db, calls } = meeting("fails late", "fails");
  const [read] = await db.batch([db.prepare("SELECT id FROM notes"), db.prepare(insert).bind(3, "three")]);
  expect(calls).toHaveLength(3);
  expect(read!.results).toEqual([{ id: 2 }, { id: 3 }]); // of the third time
  expect(await texts()).toEqual(["two", "three"]);
});

test("other writes are tried once: they may have been done", async () => {
  const { db, calls } = meeting("fails late");
  const longer = db.prepare("UPDATE notes SET text = text || '!'");
  await expect(longer.run()).rejects.toThrow(new StorageUnavailable("database"));
  expect(calls).toHaveLength(1);
  expect(await texts()).toEqual(["one!"]);
  const batch = meeting("fails late");
  await expect(batch.db.batch([batch.db.prepare("INSERT INTO notes VALUES (5, 'five')")])).rejects.toThrow(
    "the database does not answer for the moment",
  );
  expect(batch.calls).toHaveLength(1);
});

test("a database that always fails is logged once, without values; what SQLite refuses is not tried again", async () => {
  const { db, calls } = meeting(...Array(9).fill("fails"));
  await expect(db.prepare("SELECT text FROM notes WHERE text = ?").bind("secret").first()).rejects.toThrow(
    StorageUnavailable,
  );
  expect(calls).toHaveLength(4);
  expect(log.mock.calls).toEqual([
    ['the database failed at "SELECT text FROM notes WHERE text", tried 4 x: Network connection lost.'],
  ]);
  const refused = meeting();
  await expect(refused.db.prepare("SELECT no_such FROM notes").first()).rejects.toThrow("no such column");
  await expect(refused.db.prepare("INSERT INTO notes VALUES (1, 'x')").run()).rejects.toThrow("UNIQUE");
  expect(refused.calls).toHaveLength(2);
  expect(log).toHaveBeenCalledTimes(1);
});
