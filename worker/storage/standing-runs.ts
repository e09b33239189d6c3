import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Database } from "./database.ts";
import { NEWEST_FIRST, RECORD, RUNS_ON_PRESENT_ROWS, type RunTuple, recordOf, soundRecords } from "./run-records.ts";
import type { Sight } from "./sight.ts";

/**
 * All runs of a model's version on the present rows of a suite that may stand for it, newest first: whole and sampled ones,
 * clean and perturbed. `limit` cuts a run anywhere, so such runs stand for nothing. Damaged records are left out, and of sealed
 * parts figures where no sight sees them.
 */
export async function standingRuns(
  db: Database,
  model: string,
  version: string | null,
  suite: string,
  sight?: Sight,
): Promise<RunRecord[]> {
  const { results } = await db
    .prepare(
      `SELECT ${RECORD} FROM ${RUNS_ON_PRESENT_ROWS}
       WHERE r.model = ? AND r.version IS ? AND r.suite = ? AND json_extract(r.record, '$.limit') IS NULL
       ${NEWEST_FIRST}`,
    )
    .bind(model, version, suite)
    .all<RunTuple>();
  return soundRecords(results, sight);
}

/** A model's newest run on a suite's present rows, of any version unless one is named; of a sealed part without figures. Throws DamagedError for one whose record is damaged. */
export async function newestRun(
  db: Database,
  model: string,
  suite: string,
  version?: string,
): Promise<RunRecord | null> {
  const tuple = await db
    .prepare(
      `SELECT ${RECORD} FROM ${RUNS_ON_PRESENT_ROWS}
       WHERE r.model = ?1 AND r.suite = ?2 AND (?3 IS NULL OR r.version = ?3) ${NEWEST_FIRST} LIMIT 1`,
    )
    .bind(model, suite, version ?? null)
    .first<RunTuple>();
  return tuple && recordOf(tuple);
}
