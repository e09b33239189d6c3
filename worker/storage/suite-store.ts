/** Which suites are known here, and whether their rows are. The rows lie in the bucket, named by their digest. */
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Database } from "./database.ts";

/** `absent`: described by its runs alone; evaluating needs the rows. */
export type SuiteStatus = "ready" | "registering" | "absent";

export interface KnownSuite {
  info: SuiteInfo;
  status: SuiteStatus;
  /** The id of the API key that uploaded it; null where it came with the project, or before owners were noted. */
  owner: string | null;
  /** Of a suite that comes with the project: what is known of it there. */
  bundled: SuiteInfo | null;
}

export interface SuiteStore {
  get(id: string): Promise<KnownSuite | null>;
  /** By id. */
  list(): Promise<KnownSuite[]>;
  /**
   * Adds or replaces a suite; returns the digest of the rows it had before, null for a new one. What was computed from
   * runs on it is forgotten: its labels may have changed, or its texts may have come.
   */
  put(info: SuiteInfo, status: SuiteStatus, owner?: string): Promise<string | null>;
  /** Notes that the suite, which must be known, comes with the project, and how. */
  bundle(info: SuiteInfo): Promise<void>;
  /** Changes nothing but the status, of `from` alone where that is given; a suite that is not known stays unknown. */
  mark(id: string, status: SuiteStatus, from?: SuiteStatus): Promise<void>;
  /** Forgets a suite and what was computed from runs on it. */
  delete(id: string): Promise<void>;
}

interface SuiteTuple {
  info: string;
  status: SuiteStatus;
  owner: string | null;
  bundled: string | null;
}

const infoOf = (text: string): SuiteInfo => SuiteInfo.parse(JSON.parse(text));

const known = ({ info, status, owner, bundled }: SuiteTuple): KnownSuite => ({
  info: infoOf(info),
  status,
  owner,
  bundled: bundled === null ? null : infoOf(bundled),
});

export const suiteStore = (db: Database): SuiteStore => ({
  async get(id) {
    const tuple = await db
      .prepare("SELECT info, status, owner, bundled FROM suites WHERE id = ?")
      .bind(id)
      .first<SuiteTuple>();
    return tuple && known(tuple);
  },

  async list() {
    const { results } = await db
      .prepare("SELECT info, status, owner, bundled FROM suites ORDER BY id")
      .all<SuiteTuple>();
    return results.map(known);
  },

  async put(suite, status, owner) {
    const info = SuiteInfo.parse(suite);
    const insert = db
      .prepare(
        `INSERT INTO suites (id, sha256, status, info, updated_at, owner) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256, status = excluded.status, info = excluded.info,
           updated_at = excluded.updated_at, owner = COALESCE(owner, excluded.owner)`,
      )
      .bind(info.id, info.sha256, status, JSON.stringify(info), new Date().toISOString(), owner ?? null);
    const before = db.prepare("SELECT sha256 FROM suites WHERE id = ?").bind(info.id);
    const [found] = await db.batch([before, insert, forgetAnalyses(db, info.id)]);
    const [replaced] = found!.results as { sha256: string }[];
    return replaced?.sha256 ?? null;
  },

  async bundle(suite) {
    const info = SuiteInfo.parse(suite);
    await db.prepare("UPDATE suites SET bundled = ? WHERE id = ?").bind(JSON.stringify(info), info.id).run();
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
