/** Records of complete runs. Their predictions lie in the bucket under `predictionsKey(run)`. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { Database } from "./database.ts";
import { NEWEST_FIRST, RECORD, RUNS_ON_PRESENT_ROWS, type RunTuple, recordOf, soundRecords } from "./run-records.ts";
import type { Sight } from "./sight.ts";

/** A model's primary figure on one suite. */
export interface Result {
  suite: string;
  metric: MetricName;
  value: number | null;
  ci95: [number, number] | null;
  run: string;
}

export interface RunFilter {
  suite?: string;
  /** A model id, of any version, or `external/<name>`. */
  model?: string;
  version?: string;
}

/** Of a run in the list. */
type Place = [time: string, id: string];

/**
 * A run counts for a suite when it scored all of its present rows as they are: equal digest, no limit, no sample, no
 * perturbation. `latest` means the newest of those.
 */
export interface RunStore {
  /** Adds a run, or replaces the one of the same id. `bundled`: it comes with the project. */
  put(record: RunRecord, origin?: { bundled: boolean }): Promise<void>;
  /** Throws DamagedError, as `latest` does; lists leave damaged records out. */
  get(id: string): Promise<RunRecord | null>;
  /** Whether there is such a run, damaged or not. */
  has(id: string): Promise<boolean>;
  /** The ids of the runs on a suite that don't come with the project, damaged ones too. */
  addedOn(suite: string): Promise<string[]>;
  /** Forgets a run, and with it what was computed from it. */
  delete(id: string): Promise<void>;
  /** Newest first, at most `limit`; `after` is the `next` of the page before, read. */
  list(filter: RunFilter, limit: number, after?: Place): Promise<{ runs: RunRecord[]; next?: string }>;
  /** The run that stands for this version of a model on this suite. */
  latest(model: string, version: string | null, suite: string): Promise<RunRecord | null>;
  /** The latest run of every model and version on a suite, newest first; with `runtime` of those that it made. */
  latestOn(suite: string, runtime?: Runtime): Promise<RunRecord[]>;
  /** Whether there are runs, or evaluations that are not over, on these rows of a suite, or on any others. */
  hasOn(suite: string, rows: { sha256: string } | { otherThan: string }): Promise<boolean>;
  /** What a version of a model reached on every suite it has a latest run on, by suite; sealed parts are left out. */
  latestResults(model: string, version: string): Promise<Result[]>;
}

/** Times as text compare as times only in one notation. */
const instant = (record: RunRecord) => new Date(record.created_at).toISOString();

/** Runs that count for their suite. */
const COUNTING = `SELECT ${RECORD} FROM ${RUNS_ON_PRESENT_ROWS} WHERE r.whole = 1`;

/** `sight`: without one, records of runs on sealed parts come without figures; with one, it is told of each that is read. */
export const runStore = (db: Database, sight?: Sight): RunStore => ({
  async put(record, { bundled } = { bundled: false }) {
    const { id, suite, suite_sha256, model, version } = RunRecord.parse(record);
    const text = JSON.stringify(record);
    const whole = record.limit === undefined && record.sample === undefined && record.perturbation === undefined;
    await db
      .prepare(
        `INSERT OR REPLACE INTO runs (id, suite, suite_sha256, model, version, whole, record, sha256, created_at, bundled)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        ...[id, suite, suite_sha256, model, version, whole ? 1 : 0, text, await sha256(text), instant(record)],
        bundled ? 1 : 0,
      )
      .run();
  },

  async delete(id) {
    await db.prepare("DELETE FROM runs WHERE id = ?").bind(id).run();
  },

  async has(id) {
    return (await db.prepare("SELECT 1 FROM runs WHERE id = ?").bind(id).first()) !== null;
  },

  async addedOn(suite) {
    const { results } = await db
      .prepare("SELECT id FROM runs WHERE suite = ? AND bundled = 0")
      .bind(suite)
      .all<{ id: string }>();
    return results.map(({ id }) => id);
  },

  async get(id) {
    const tuple = await db.prepare(`SELECT ${RECORD} FROM runs r WHERE r.id = ?`).bind(id).first<RunTuple>();
    return tuple && recordOf(tuple, sight);
  },

  async list({ suite, model, version }, limit, after) {
    const conditions = [
      ...(suite === undefined ? [] : [{ sql: "r.suite = ?", values: [suite] }]),
      ...(model === undefined ? [] : [{ sql: "r.model = ?", values: [model] }]),
      ...(version === undefined ? [] : [{ sql: "r.version = ?", values: [version] }]),
      ...(after === undefined ? [] : [{ sql: "(r.created_at, r.id) < (?, ?)", values: after }]),
    ];
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.map((c) => c.sql).join(" AND ")}`;
    // One more than asked for tells whether there is a next page.
    const { results } = await db
      .prepare(`SELECT ${RECORD}, r.created_at FROM runs r ${where} ${NEWEST_FIRST} LIMIT ?`)
      .bind(...conditions.flatMap((c) => c.values), limit + 1)
      .all<RunTuple & { created_at: string }>();
    const page = results.slice(0, limit);
    const runs = await soundRecords(page, sight);
    return results.length > limit ? { runs, next: writeCursor(page[limit - 1]!) } : { runs };
  },

  async latest(model, version, suite) {
    const tuple = await db
      .prepare(`${COUNTING} AND r.model = ? AND r.version IS ? AND r.suite = ? ${NEWEST_FIRST} LIMIT 1`)
      .bind(model, version, suite)
      .first<RunTuple>();
    return tuple && recordOf(tuple, sight);
  },

  async latestOn(suite, runtime) {
    const { results } = await db
      .prepare(
        `SELECT ${RECORD} FROM (
           SELECT ${RECORD}, r.created_at, ROW_NUMBER() OVER (PARTITION BY r.model, r.version ${NEWEST_FIRST}) AS age
           FROM ${RUNS_ON_PRESENT_ROWS} WHERE r.whole = 1 AND r.suite = ?1
             AND (?2 IS NULL OR json_extract(r.record, '$.runtime') = ?2)) r
         WHERE age = 1 ${NEWEST_FIRST}`,
      )
      .bind(suite, runtime ?? null)
      .all<RunTuple>();
    return soundRecords(results, sight);
  },

  async hasOn(suite, rows) {
    const [is, sha256] = "sha256" in rows ? ["=", rows.sha256] : ["<>", rows.otherThan];
    const found = await db
      .prepare(
        `SELECT 1 FROM runs WHERE suite = ?1 AND suite_sha256 ${is} ?2 UNION ALL
         SELECT 1 FROM evals WHERE status IN ('queued', 'running') AND json_extract(params, '$.suite') = ?1
           AND json_extract(params, '$.suite_sha256') ${is} ?2 LIMIT 1`,
      )
      .bind(suite, sha256)
      .first();
    return found !== null;
  },

  async latestResults(model, version) {
    const { results } = await db
      .prepare(`${COUNTING} AND r.model = ? AND r.version = ? ORDER BY r.suite, r.created_at DESC, r.id DESC`)
      .bind(model, version)
      .all<RunTuple>();
    const open = (await soundRecords(results)).filter(({ sealed }) => !sealed);
    return firstOfEach(open, (run) => run.suite).map(({ id, suite, primary, metrics }) => {
      const { value, ci95 } = metrics[primary] ?? { value: null, ci95: null };
      return { suite, metric: primary, value, ci95, run: id };
    });
  },
});

function firstOfEach(runs: RunRecord[], key: (run: RunRecord) => string): RunRecord[] {
  const firsts = new Map<string, RunRecord>();
  for (const run of runs) if (!firsts.has(key(run))) firsts.set(key(run), run);
  return [...firsts.values()];
}

/** Where a page ended: opaque to clients, and stable when newer runs arrive. */
const writeCursor = ({ created_at, id }: { created_at: string; id: string }) => btoa(JSON.stringify([created_at, id]));

/** Null for a string that `list` never returned. */
export function readCursor(cursor: string): Place | null {
  try {
    const [time, id] = JSON.parse(atob(cursor));
    if (typeof time === "string" && typeof id === "string") return [time, id];
  } catch {} // null, as for any other string that is no cursor
  return null;
}
