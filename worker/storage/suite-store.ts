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
  /**
   * Adds or replaces a suite; returns the digest of the rows it had before, null for a new one. What was computed from
   * runs on it is forgotten: its labels may have changed, or its texts may have come.
   */
  put(info: SuiteInfo, status: SuiteStatus): Promise<string | null>;
  /** Changes nothing but the status, of `from` alone where that is given; a suite that is not known stays unknown. */
  mark(id: string, status: SuiteStatus, from?: SuiteStatus): Promise<void>;
  /** Forgets a suite and what was computed from runs on it. */
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
    const before = db.prepare("SELECT sha256 FROM suites WHERE id = ?").bind(info.id);
    const [found] = await db.batch([before, insert, forgetAnalyses(db, info.id)]);
    const [replaced] = found!.results as { sha256: string }[];
    return replaced?.sha256 ?? null;
  },

  async mark(id, status, from) {
    await db
      .prepare("UPDATE suites SET status = ?1 WHERE id = ?2 AND (?3 IS NULL OR status = ?3)")
      .bind(status, id, from ?? null)
      .run();
  },

  async delete(id) {
    await db.batch([db.prepare("DELETE FROM suites WHERE id = ?").bind(id), forgetAnalyses(db, id)]);
  },
});

const forgetAnalyses = (db: Database, suite: string) =>
  db
    .prepare(
      "DELETE FROM analyses WHERE digest IN (SELECT a.digest FROM analysis_runs a JOIN runs r ON r.id = a.run WHERE r.suite = ?)",
    )
    .bind(suite);
