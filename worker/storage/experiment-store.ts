/** Experiments: what they are made of, and how they are run. Their traffic is in assignment-store.ts. */
import type { Verdict } from "../../eval/experiments/index.ts";
import type { Runtime, SuiteTask } from "../../r2-assets/format/names.ts";
import type { Database } from "./database.ts";
import { randomHex } from "./random-hex.ts";

export interface Variant {
  name: string;
  model: string;
  version: string;
  /** Null: what the deployment tries first. */
  runtime: Runtime | null;
}

/** What never changes. The first variant is the control. */
export interface ExperimentDesign {
  task: SuiteTask;
  /** Null of a task without. */
  labels: string[] | null;
  mode: "split" | "shadow";
  margin: number;
  feedback_days: number;
  variants: Variant[];
}

export type ExperimentStatus = "running" | "stopped";

export interface Experiment {
  /** By which rows refer to it. Never given twice, or a fold that is still at work on a deleted experiment would be written to the next. */
  number: number;
  id: string;
  name: string;
  status: ExperimentStatus;
  design: ExperimentDesign;
  /** By variant; they sum to 1. */
  weights: number[];
  created_at: string;
  stopped_at: string | null;
}

/** As the last fold found it. */
export interface ListedExperiment extends Experiment {
  verdict: Verdict;
  n: number;
}

export interface NewExperiment {
  name: string;
  design: ExperimentDesign;
  weights: readonly number[];
}

export interface ExperimentStore {
  /** Null where another has this name. */
  create(experiment: NewExperiment, now?: Date): Promise<Experiment | null>;
  get(id: string): Promise<Experiment | null>;
  numbered(number: number): Promise<Experiment | null>;
  /** Newest first. */
  list(limit: number): Promise<ListedExperiment[]>;
  /** False, and nothing changed, unless it is running. */
  setWeights(id: string, weights: readonly number[]): Promise<boolean>;
  /** Whoever stopped it first did. */
  stop(id: string, now?: Date): Promise<void>;
  /** Nobody sees it any more, and its name is free; its rows are for experiment-rows.ts. The number, or null where there is none. */
  hide(id: string): Promise<number | null>;
}

interface ExperimentTuple {
  number: number;
  id: string;
  name: string;
  status: ExperimentStatus;
  design: string;
  weights: string;
  created_at: string;
  stopped_at: string | null;
}

const COLUMNS = ["number", "id", "name", "status", "design", "weights", "created_at", "stopped_at"]
  .map((column) => `e.${column}`)
  .join(", ");

/** At least ?7, the time in ms: what was deleted had a lesser one. */
const NEXT_NUMBER = "MAX(?7, 1 + COALESCE((SELECT MAX(number) FROM experiments), 0))";

const experimentOf = ({ design, weights, ...rest }: ExperimentTuple): Experiment => ({
  ...rest,
  design: JSON.parse(design) as ExperimentDesign,
  weights: JSON.parse(weights) as number[],
});

async function first(db: Database, where: string, value: string | number): Promise<Experiment | null> {
  const tuple = await db
    .prepare(`SELECT ${COLUMNS} FROM experiments e WHERE ${where} AND e.status <> 'deleted'`)
    .bind(value)
    .first<ExperimentTuple>();
  return tuple && experimentOf(tuple);
}

export const experimentStore = (db: Database): ExperimentStore => ({
  async create({ name, design, weights }, now = new Date()) {
    const id = `exp-${randomHex(8)}`;
    const of = "FROM experiments e WHERE e.id = ?";
    const [, made] = await db.batch([
      db
        .prepare(
          `INSERT OR IGNORE INTO experiments (number, id, name, status, design, weights, salt, created_at)
           VALUES (${NEXT_NUMBER}, ?1, ?2, 'running', ?3, ?4, ?5, ?6)`,
        )
        .bind(
          id,
          name,
          JSON.stringify(design),
          JSON.stringify(weights),
          randomHex(32),
          now.toISOString(),
          now.getTime(),
        ),
      db.prepare(`SELECT ${COLUMNS} ${of}`).bind(id),
    ]);
    const [tuple] = made!.results as ExperimentTuple[];
    return tuple === undefined ? null : experimentOf(tuple);
  },

  get: (id) => first(db, "e.id = ?", id),

  numbered: (number) => first(db, "e.number = ?", number),

  async list(limit) {
    const { results } = await db
      .prepare(
        `SELECT ${COLUMNS}, COALESCE(p.verdict, 'not-yet') AS verdict, COALESCE(p.n, 0) AS n
         FROM experiments e LEFT JOIN experiment_progress p ON p.experiment = e.number
         WHERE e.status <> 'deleted' ORDER BY e.created_at DESC, e.number DESC LIMIT ?`,
      )
      .bind(limit)
      .all<ExperimentTuple & { verdict: Verdict; n: number }>();
    return results.map(({ verdict, n, ...tuple }) => ({ ...experimentOf(tuple), verdict, n }));
  },

  async setWeights(id, weights) {
    const { meta } = await db
      .prepare("UPDATE experiments SET weights = ? WHERE id = ? AND status = 'running'")
      .bind(JSON.stringify(weights), id)
      .run();
    return meta.changes > 0;
  },

  async stop(id, now = new Date()) {
    await db
      .prepare("UPDATE experiments SET status = 'stopped', stopped_at = ? WHERE id = ? AND status = 'running'")
      .bind(now.toISOString(), id)
      .run();
  },

  async hide(id) {
    const tuple = await db
      .prepare(
        "UPDATE experiments SET status = 'deleted', name = NULL WHERE id = ? AND status <> 'deleted' RETURNING number",
      )
      .bind(id)
      .first<{ number: number }>();
    return tuple?.number ?? null;
  },
});
