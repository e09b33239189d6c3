/** Evaluations on their way, and how they ended. The run's record, once there is one, is the run store's. */
import type { EvaluationParams } from "../workflows/evaluation-params.ts";
import type { Database } from "./database.ts";

export type EvalStatus = "queued" | "running" | "complete" | "failed" | "cancelled";

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
  add(params: EvaluationParams, total: number): Promise<void>;
  get(id: string): Promise<Evaluation | null>;
  /** Those that are queued or running, oldest first. */
  open(): Promise<Evaluation[]>;
  /** Notes that so many rows are done. Changes nothing once the evaluation is over. */
  progress(id: string, done: number, total: number): Promise<void>;
  /** Ends an evaluation. False when it was over already: the first end counts. */
  end(id: string, status: "complete" | "failed" | "cancelled", error?: string): Promise<boolean>;
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

const evaluation = ({ status, done, total, error, params }: EvalTuple): Evaluation => ({
  params: JSON.parse(params) as EvaluationParams,
  status,
  progress: { done, total },
  error,
});

export const evalStore = (db: Database): EvalStore => ({
  async add(params, total) {
    await db
      .prepare("INSERT INTO evals (id, status, done, total, params, created_at) VALUES (?, 'queued', 0, ?, ?, ?)")
      .bind(params.id, total, JSON.stringify(params), params.created_at)
      .run();
  },

  async get(id) {
    const tuple = await db.prepare(`SELECT ${COLUMNS} FROM evals WHERE id = ?`).bind(id).first<EvalTuple>();
    return tuple && evaluation(tuple);
  },

  async open() {
    const { results } = await db
      .prepare(`SELECT ${COLUMNS} FROM evals WHERE ${IS_OPEN} ORDER BY created_at, id`)
      .all<EvalTuple>();
    return results.map(evaluation);
  },

  async progress(id, done, total) {
    await db
      .prepare(`UPDATE evals SET status = 'running', done = ?, total = ? WHERE id = ? AND ${IS_OPEN}`)
      .bind(done, total, id)
      .run();
  },

  async end(id, status, error) {
    const { meta } = await db
      .prepare(`UPDATE evals SET status = ?, error = ? WHERE id = ? AND ${IS_OPEN}`)
      .bind(status, error ?? null, id)
      .run();
    return meta.changes > 0;
  },
});
