/** The traffic of experiments: who was answered by which variant, and what was said of the answers. Every write may be done twice. */

import type { Database } from "./database.ts";
import type { ExperimentDesign, ExperimentStatus } from "./experiment-store.ts";

/** What a unit is assigned by, and judged by. It never changes, so that an isolate asks for it once. */
export interface Assigning {
  id: string;
  salt: string;
  design: ExperimentDesign;
}

/** A unit as an experiment knows it. */
export interface Standing {
  status: ExperimentStatus;
  weights: number[];
  /** Null for a unit not seen before. */
  variant: number | null;
}

export interface NewAnswer {
  experiment: string;
  /** A hash. */
  unit: string;
  variant: number;
  /** Those that the variant was drawn by; null for a unit that had it before: if that unit is gone by now, nothing is written. */
  weights: readonly number[] | null;
  /** Of the answer: the id that feedback names. */
  assignment: string;
  label: string | null;
}

export type Judgement = { label: string } | { correct: boolean };

export interface NewFeedback {
  experiment: string;
  assignment: string;
  judgement: Judgement;
  latencyMs: number | null;
  /** Older answers take no feedback. */
  since: Date;
}

/** What a candidate said in shadow mode. `agrees`: whether it is what the control said; null of a task in which that makes no sense. */
export type Other = { label: string | null; agrees: boolean | null };

export interface AssignmentStore {
  assigning(experiment: string): Promise<Assigning | null>;
  /** Null where there is no such experiment. */
  standing(experiment: string, unit: string): Promise<Standing | null>;
  /**
   * Writes an answer, and its unit where that is new, if the experiment is running and the unit has no other variant. Returns how the unit stands
   * then: requests that are a unit's first at once all see the variant of the one that was written first.
   */
  answered(answer: NewAnswer, now?: Date): Promise<(Standing & { written: boolean }) | null>;
  /**
   * What the candidates said to an answer, by variant, the control left out; null for one that said nothing. The first word counts, unless the answer is from
   * before `since` or folded already: then it counts as none, in figures and rows alike.
   */
  othersAnswered(assignment: string, others: readonly (Other | null)[], since: Date): Promise<void>;
  /** Notes feedback, once an answer. */
  judge(feedback: NewFeedback, now?: Date): Promise<"noted" | "expired" | "missing">;
}

/** The next number of a log: see the migration. */
const next = (log: "answers" | "feedback") =>
  `1 + MAX((SELECT COALESCE(MAX(number), 0) FROM experiment_${log}), (SELECT COALESCE(MAX(${log}), 0) FROM experiment_progress))`;

const STANDING = `SELECT e.status, e.weights, u.variant,
    EXISTS (SELECT 1 FROM experiment_answers WHERE id = ?3) AS written
  FROM experiments e LEFT JOIN experiment_units u ON u.experiment = e.number AND u.hash = ?2
  WHERE e.id = ?1 AND e.status <> 'deleted'`;

const NEW_UNIT = `INSERT OR IGNORE INTO experiment_units (experiment, hash, variant, weights, assigned_at)
  SELECT number, ?2, ?3, ?4, ?5 FROM experiments WHERE id = ?1 AND status = 'running' AND ?4 IS NOT NULL`;

const NEW_ANSWER = `INSERT OR IGNORE INTO experiment_answers (number, id, experiment, unit, first, variant, label, answered_at)
  SELECT ${next("answers")}, ?4, e.number, u.number,
    NOT EXISTS (SELECT 1 FROM experiment_answers a WHERE a.unit = u.number), u.variant, ?5, ?6
  FROM experiments e JOIN experiment_units u ON u.experiment = e.number
  WHERE e.id = ?1 AND e.status = 'running' AND u.hash = ?2 AND u.variant = ?3`;

const NEW_FEEDBACK = `INSERT OR IGNORE INTO experiment_feedback
    (number, experiment, answer, unit, counts, correct, label, latency_ms, judged_at)
  SELECT ${next("feedback")}, e.number, a.number, u.number,
    u.judged = 0 AND NOT EXISTS (SELECT 1 FROM experiment_feedback f WHERE f.unit = u.number),
    CASE WHEN ?4 IS NULL THEN ?5 ELSE a.label = ?4 END, ?4, ?6, ?7
  FROM experiments e JOIN experiment_answers a ON a.experiment = e.number JOIN experiment_units u ON u.number = a.unit
  WHERE e.id = ?1 AND e.status <> 'deleted' AND a.id = ?2 AND a.answered_at >= ?3`;

interface StandingTuple {
  status: ExperimentStatus;
  weights: string;
  variant: number | null;
  written: number;
}

const standingOf = ({ status, weights, variant, written }: StandingTuple) => ({
  status,
  weights: JSON.parse(weights) as number[],
  variant,
  written: written === 1,
});

export const assignmentStore = (db: Database): AssignmentStore => ({
  async assigning(id) {
    const tuple = await db
      .prepare("SELECT salt, design FROM experiments WHERE id = ? AND status <> 'deleted'")
      .bind(id)
      .first<{ salt: string; design: string }>();
    return tuple && { id, salt: tuple.salt, design: JSON.parse(tuple.design) as ExperimentDesign };
  },

  async standing(experiment, unit) {
    const tuple = await db.prepare(STANDING).bind(experiment, unit, null).first<StandingTuple>();
    return tuple && standingOf(tuple);
  },

  async answered({ experiment, unit, variant, weights, assignment, label }, now = new Date()) {
    const at = now.toISOString();
    const [, , standing] = await db.batch([
      db.prepare(NEW_UNIT).bind(experiment, unit, variant, weights && JSON.stringify(weights), at),
      db.prepare(NEW_ANSWER).bind(experiment, unit, variant, assignment, label, at),
      db.prepare(STANDING).bind(experiment, unit, assignment),
    ]);
    const [tuple] = standing!.results as StandingTuple[];
    return tuple === undefined ? null : standingOf(tuple);
  },

  async othersAnswered(assignment, others, since) {
    await db
      .prepare(
        `UPDATE experiment_answers SET others = ? WHERE id = ? AND others IS NULL AND answered_at >= ?
           AND number > COALESCE((SELECT answers FROM experiment_progress p WHERE p.experiment = experiment_answers.experiment), 0)`,
      )
      .bind(JSON.stringify(others), assignment, since.toISOString())
      .run();
  },

  async judge({ experiment, assignment, judgement, latencyMs, since }, now = new Date()) {
    const [label, correct] = "label" in judgement ? [judgement.label, null] : [null, Number(judgement.correct)];
    const [, found] = await db.batch([
      db
        .prepare(NEW_FEEDBACK)
        .bind(experiment, assignment, since.toISOString(), label, correct, latencyMs, now.toISOString()),
      db
        .prepare(
          `SELECT a.answered_at FROM experiments e JOIN experiment_answers a ON a.experiment = e.number
           WHERE e.id = ? AND e.status <> 'deleted' AND a.id = ?`,
        )
        .bind(experiment, assignment),
    ]);
    const [answer] = found!.results as { answered_at: string }[];
    if (answer === undefined) return "missing";
    return answer.answered_at < since.toISOString() ? "expired" : "noted";
  },
});
