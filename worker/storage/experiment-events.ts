/** The log of an experiment as it is folded: what is new, and where the fold stands. */
import type { Progress, Verdict } from "../../eval/experiments/index.ts";
import type { Other } from "./assignment-store.ts";
import type { Database } from "./database.ts";

export interface AnswerEvent {
  number: number;
  variant: number;
  /** Of its unit: then `weights` are those that the unit was drawn by. */
  first: boolean;
  weights: number[];
  label: string | null;
  /** Of shadow mode: see `Other`; null until the candidates answered. */
  others: (Other | null)[] | null;
  answeredAt: string;
}

/** Feedback, with the answer that it judges. */
export interface FeedbackEvent extends AnswerEvent {
  /** Whether it is the unit's first. */
  counts: boolean;
  correct: boolean;
  /** What the client says is right, where it said so by label. */
  gold: string | null;
  latencyMs: number | null;
}

/** Numbers of the last answer and the last feedback that were folded. */
export interface Position {
  answers: number;
  feedback: number;
}

/** What is kept of a fold. */
export interface Folded {
  at: Position;
  /** Null before the first fold. */
  progress: Progress | null;
}

export interface Unfolded extends Folded {
  /** In the order of their numbers, at most `most` of each. */
  answers: AnswerEvent[];
  feedback: FeedbackEvent[];
}

export interface ExperimentEvents {
  /** The fold and what is new since, as of one moment. */
  read(most: number): Promise<Unfolded>;
  /** Writes a fold in place of the one at `from`. False, and nothing written, where another was written meanwhile. */
  write(from: Position, folded: Folded & { progress: Progress; verdict: Verdict; n: number }): Promise<boolean>;
}

interface AnswerTuple {
  number: number;
  variant: number;
  first: number;
  weights: string;
  label: string | null;
  others: string | null;
  answered_at: string;
}

interface FeedbackTuple extends AnswerTuple {
  counts: number;
  correct: number;
  gold: string | null;
  latency_ms: number | null;
}

const ANSWER = "a.variant, a.first, u.weights, a.label, a.others, a.answered_at";

const POSITION = (log: keyof Position) => `COALESCE((SELECT ${log} FROM experiment_progress WHERE experiment = ?1), 0)`;

const NEW_ANSWERS = `SELECT a.number, ${ANSWER}
  FROM experiment_answers a JOIN experiment_units u ON u.number = a.unit
  WHERE a.experiment = ?1 AND a.number > ${POSITION("answers")} ORDER BY a.number LIMIT ?2`;

const NEW_FEEDBACK = `SELECT f.number, f.counts, f.correct, f.label AS gold, f.latency_ms, ${ANSWER}
  FROM experiment_feedback f JOIN experiment_answers a ON a.number = f.answer JOIN experiment_units u ON u.number = f.unit
  WHERE f.experiment = ?1 AND f.number > ${POSITION("feedback")} ORDER BY f.number LIMIT ?2`;

/** Written again it finds another position, and writes nothing. */
const WRITE = `INSERT OR REPLACE INTO experiment_progress (experiment, answers, feedback, verdict, n, body)
  SELECT number, ?4, ?5, ?6, ?7, ?8 FROM experiments
  WHERE number = ?1 AND status <> 'deleted' AND ${POSITION("answers")} = ?2 AND ${POSITION("feedback")} = ?3`;

const answerOf = ({ number, variant, first, weights, label, others, answered_at }: AnswerTuple): AnswerEvent => ({
  number,
  variant,
  first: first === 1,
  weights: JSON.parse(weights) as number[],
  label,
  others: others === null ? null : (JSON.parse(others) as (Other | null)[]),
  answeredAt: answered_at,
});

const feedbackOf = ({ counts, correct, gold, latency_ms, ...answer }: FeedbackTuple): FeedbackEvent => ({
  ...answerOf(answer),
  counts: counts === 1,
  correct: correct === 1,
  gold,
  latencyMs: latency_ms,
});

/** Of the experiment with this number. */
export const experimentEvents = (db: Database, experiment: number): ExperimentEvents => ({
  async read(most) {
    const [folded, answers, feedback] = await db.batch([
      db.prepare("SELECT answers, feedback, body FROM experiment_progress WHERE experiment = ?").bind(experiment),
      db.prepare(NEW_ANSWERS).bind(experiment, most),
      db.prepare(NEW_FEEDBACK).bind(experiment, most),
    ]);
    const [known] = folded!.results as (Position & { body: string })[];
    return {
      at: { answers: known?.answers ?? 0, feedback: known?.feedback ?? 0 },
      progress: known === undefined ? null : (JSON.parse(known.body) as Progress),
      answers: (answers!.results as AnswerTuple[]).map(answerOf),
      feedback: (feedback!.results as FeedbackTuple[]).map(feedbackOf),
    };
  },

  async write(from, { at, progress, verdict, n }) {
    const [, found] = await db.batch([
      db
        .prepare(WRITE)
        .bind(experiment, from.answers, from.feedback, at.answers, at.feedback, verdict, n, JSON.stringify(progress)),
      db.prepare("SELECT answers, feedback FROM experiment_progress WHERE experiment = ?").bind(experiment),
    ]);
    const [now] = found!.results as Position[];
    return now !== undefined && now.answers === at.answers && now.feedback === at.feedback;
  },
});

/** Numbers of experiments that have something to fold, those whose fold stands furthest back first. */
export async function unfoldedExperiments(db: Database, most: number): Promise<number[]> {
  const isNew = (log: keyof Position) =>
    `EXISTS (SELECT 1 FROM experiment_${log} l WHERE l.experiment = e.number AND l.number > COALESCE(p.${log}, 0))`;
  const { results } = await db
    .prepare(
      `SELECT e.number FROM experiments e LEFT JOIN experiment_progress p ON p.experiment = e.number
       WHERE e.status <> 'deleted' AND (${isNew("answers")} OR ${isNew("feedback")})
       ORDER BY COALESCE(p.answers + p.feedback, 0) LIMIT ?`,
    )
    .bind(most)
    .all<{ number: number }>();
  return results.map(({ number }) => number);
}
