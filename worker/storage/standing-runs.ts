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

/** The version of a model's newest run on a suite's present rows; undefined where it has none. Submissions have version null. */
export async function versionByRuns(db: Database, model: string, suite: string): Promise<string | null | undefined> {
  const tuple = await db
    .prepare(
      `SELECT r.version FROM runs r JOIN suites s ON s.id = r.suite AND s.sha256 = r.suite_sha256
       WHERE r.model = ? AND r.suite = ? ORDER BY r.created_at DESC, r.id DESC LIMIT 1`,
    )
    .bind(model, suite)
    .first<{ version: string | null }>();
  return tuple === null ? undefined : tuple.version;
}
