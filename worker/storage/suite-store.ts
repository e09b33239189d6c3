/** Which suites are known here, and whether their rows are. The rows lie in the bucket, named by their digest. */
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Database } from "./database.ts";

/** `absent`: described by its runs alone; evaluating needs the rows. */
export type SuiteStatus = "ready" | "registering" | "absent";

export interface KnownSuite {
  info: SuiteInfo;
  status: SuiteStatus;
}

export interface SuiteStore {
  get(id: string): Promise<KnownSuite | null>;
  /** By id. */
  list(): Promise<KnownSuite[]>;
  /** Adds or replaces a suite. Comparisons on it are forgotten: what may be shown in them may have changed. */
  put(info: SuiteInfo, status: SuiteStatus): Promise<void>;
  /** Changes nothing but the status; a suite that is not known stays unknown. */
  mark(id: string, status: SuiteStatus): Promise<void>;
  /** Forgets a suite and the comparisons on it. */
  delete(id: string): Promise<void>;
}

interface SuiteTuple {
  info: string;
  status: SuiteStatus;
}

const known = ({ info, status }: SuiteTuple): KnownSuite => ({ info: SuiteInfo.parse(JSON.parse(info)), status });

export const suiteStore = (db: Database): SuiteStore => ({
  async get(id) {
    const tuple = await db.prepare("SELECT info, status FROM suites WHERE id = ?").bind(id).first<SuiteTuple>();
    return tuple && known(tuple);
  },

  async list() {
    const { results } = await db.prepare("SELECT info, status FROM suites ORDER BY id").all<SuiteTuple>();
    return results.map(known);
  },

  async put(suite, status) {
    const info = SuiteInfo.parse(suite);
    const insert = db
      .prepare("INSERT OR REPLACE INTO suites (id, sha256, status, info, updated_at) VALUES (?, ?, ?, ?, ?)")
      .bind(info.id, info.sha256, status, JSON.stringify(info), new Date().toISOString());
    await db.batch([insert, forgetComparisons(db, info.id)]);
  },

  async mark(id, status) {
    await db.prepare("UPDATE suites SET status = ? WHERE id = ?").bind(status, id).run();
  },

  async delete(id) {
    await db.batch([db.prepare("DELETE FROM suites WHERE id = ?").bind(id), forgetComparisons(db, id)]);
  },
});

const forgetComparisons = (db: Database, suite: string) =>
  db.prepare("DELETE FROM comparisons WHERE suite = ?").bind(suite);
