import { RunRecord } from "../../r2-assets/format/run.ts";
import type { Database } from "./database.ts";

/**
 * All runs of a model's version on the present rows of a suite that may stand for it, newest first: whole and sampled ones,
 * clean and perturbed. `limit` cuts a run anywhere, so such runs stand for nothing.
 */
export async function standingRuns(
  db: Database,
  model: string,
  version: string | null,
  suite: string,
): Promise<RunRecord[]> {
  const { results } = await db
    .prepare(
      `SELECT r.record FROM runs r JOIN suites s ON s.id = r.suite AND s.sha256 = r.suite_sha256
       WHERE r.model = ? AND r.version IS ? AND r.suite = ? AND json_extract(r.record, '$.limit') IS NULL
       ORDER BY r.created_at DESC, r.id DESC`,
    )
    .bind(model, version, suite)
    .all<{ record: string }>();
  return results.map(({ record }) => RunRecord.parse(JSON.parse(record)));
}

/** A model's newest run on a suite's present rows, of any version unless one is named. */
export async function newestRun(
  db: Database,
  model: string,
  suite: string,
  version?: string,
): Promise<RunRecord | null> {
  const tuple = await db
    .prepare(
      `SELECT r.record FROM runs r JOIN suites s ON s.id = r.suite AND s.sha256 = r.suite_sha256
       WHERE r.model = ?1 AND r.suite = ?2 AND (?3 IS NULL OR r.version = ?3)
       ORDER BY r.created_at DESC, r.id DESC LIMIT 1`,
    )
    .bind(model, suite, version ?? null)
    .first<{ record: string }>();
  return tuple && RunRecord.parse(JSON.parse(tuple.record));
}
