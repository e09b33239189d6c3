/** Evaluations waiting, on their way, and how they ended. The run's record, once there is one, is the run store's. */

import type { Database } from "./database.ts";
import type { EvaluationParams } from "./evaluation-params.ts";

export const EVAL_STATUSES = ["queued", "running", "complete", "failed", "cancelled"] as const;
export type EvalStatus = (typeof EVAL_STATUSES)[number];

/** States that nothing leaves. */
export const isOver = (status: EvalStatus) => status !== "queued" && status !== "running";

export interface Evaluation {
  params: EvaluationParams;
  status: EvalStatus;
  /** In rows. */
  progress: { done: number; total: number };
  /** One sentence on why it failed. */
  error: string | null;
}

export interface EvalStore {
  /** Puts an evaluation at the end of its owner's queue. */
  add(params: EvaluationParams, owner: string, total: number): Promise<void>;
  get(id: string): Promise<Evaluation | null>;
  /** Newest first. */
  list(status: EvalStatus | undefined, limit: number): Promise<Evaluation[]>;
  /** How many are not over. */
  counts(): Promise<{ queued: number; running: number }>;
  /** Those that are running, in the order they got their turns. */
  running(): Promise<Evaluation[]>;
  /**
   * Gives the next turn, if fewer than `most` evaluations are running and one waits: to the owner with the fewest running,
   * among equals to the one whose last turn is longest ago, to the oldest evaluation of that owner. One statement, so that
   * no two callers give the same turn.
   */
  admit(most: number): Promise<EvaluationParams | null>;
  /** Notes that so many rows are done. False, and nothing changed, unless the evaluation is running. */
  progress(id: string, done: number, total: number): Promise<boolean>;
  /** Ends an evaluation. False when it was over already: the first end counts. */
  end(id: string, status: "complete" | "failed" | "cancelled", error?: string): Promise<boolean>;
  /** Whether an evaluation that is not over is pinned to these rows of a suite. */
  needsRows(suite: string, sha256: string): Promise<boolean>;
  delete(id: string): Promise<void>;
}

interface EvalTuple {
  status: EvalStatus;
  done: number;
  total: number;
  error: string | null;
  params: string;
}

const COLUMNS = "status, done, total, error, params";
const IS_OPEN = "status IN ('queued', 'running')";

const ADMIT = `UPDATE evals SET status = 'running', turn = (SELECT COALESCE(MAX(turn), 0) + 1 FROM evals)
  WHERE (SELECT COUNT(*) FROM evals WHERE status = 'running') < ?1
    AND id = (
      SELECT waiting.id FROM evals waiting WHERE waiting.status = 'queued'
      ORDER BY
        (SELECT COUNT(*) FROM evals own WHERE own.owner = waiting.owner AND own.status = 'running'),
        (SELECT COALESCE(MAX(own.turn), 0) FROM evals own WHERE own.owner = waiting.owner),
        waiting.created_at, waiting.rowid
      LIMIT 1)
  RETURNING params`;

const evaluation = ({ status, done, total, error, params }: EvalTuple): Evaluation => ({
  params: JSON.parse(params) as EvaluationParams,
  status,
  progress: { done, total },
  error,
});

export const evalStore = (db: Database): EvalStore => ({
  async add(params, owner, total) {
    await db
      .prepare(
        "INSERT INTO evals (id, status, done, total, params, owner, created_at) VALUES (?, 'queued', 0, ?, ?, ?, ?)",
      )
      .bind(params.id, total, JSON.stringify(params), owner, params.created_at)
      .run();
  },

  async get(id) {
    const tuple = await db.prepare(`SELECT ${COLUMNS} FROM evals WHERE id = ?`).bind(id).first<EvalTuple>();
    return tuple && evaluation(tuple);
  },

  async list(status, limit) {
    const { results } = await db
      .prepare(
        `SELECT ${COLUMNS} FROM evals WHERE ?1 IS NULL OR status = ?1 ORDER BY created_at DESC, rowid DESC LIMIT ?2`,
      )
      .bind(status ?? null, limit)
      .all<EvalTuple>();
    return results.map(evaluation);
  },

  async counts() {
    const { results } = await db
      .prepare(`SELECT status, COUNT(*) AS n FROM evals WHERE ${IS_OPEN} GROUP BY status`)
      .all<{ status: "queued" | "running"; n: number }>();
    return { queued: 0, running: 0, ...Object.fromEntries(results.map(({ status, n }) => [status, n])) };
  },

  async running() {
    const { results } = await db
      .prepare(`SELECT ${COLUMNS} FROM evals WHERE status = 'running' ORDER BY turn`)
      .all<EvalTuple>();
    return results.map(evaluation);
  },

  async admit(most) {
    const tuple = await db.prepare(ADMIT).bind(most).first<{ params: string }>();
    return tuple && (JSON.parse(tuple.params) as EvaluationParams);
  },

  async progress(id, done, total) {
    const { meta } = await db
      .prepare("UPDATE evals SET done = ?, total = ? WHERE id = ? AND status = 'running'")
      .bind(done, total, id)
      .run();
    return meta.changes > 0;
  },

  async end(id, status, error) {
    const { meta } = await db
      .prepare(`UPDATE evals SET status = ?, error = ? WHERE id = ? AND ${IS_OPEN}`)
      .bind(status, error ?? null, id)
      .run();
    return meta.changes > 0;
  },

  async needsRows(suite, sha256) {
    const pinned = await db
      .prepare(
        `SELECT 1 FROM evals WHERE ${IS_OPEN} AND json_extract(params, '$.suite') = ?
         AND json_extract(params, '$.suite_sha256') = ? LIMIT 1`,
      )
      .bind(suite, sha256)
      .first();
    return pinned !== null;
  },

  async delete(id) {
    await db.prepare("DELETE FROM evals WHERE id = ?").bind(id).run();
  },
});
