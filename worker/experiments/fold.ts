/** From the log of an experiment to its progress: a bounded part at a time, each written once, whoever folds. */
import { type Figures, figuresOf, newProgress, type Progress } from "../../eval/experiments/index.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { Asker } from "../runtime/shared-queue.ts";
import { workInTurns } from "../runtime/work-in-turns.ts";
import type { Database } from "../storage/database.ts";
import { experimentEvents, type Position, type Unfolded } from "../storage/experiment-events.ts";
import type { Experiment } from "../storage/experiment-store.ts";
import { applyAnswer, applyFeedback, designOf } from "./apply-events.ts";

/** Answers, and as many judged ones, that are read and written at once. */
const PART = 2000;

/** Steps (in-blocks.ts) that an answer or its feedback takes to fold. */
const STEPS_PER_EVENT = 500;

/** Until when the candidates' answers of shadow mode are waited for; after that they count as none. */
const LATE_MS = 60_000;

/** Candidates that answer now are late for answers from before. */
export const shadowSince = (now = new Date()): Date => new Date(now.getTime() - LATE_MS);

export interface FoldOptions extends Asker {
  /** Parts at most. */
  parts: number;
  now?: Date;
}

/** The experiment's figures, all that is new folded, or as much of it as `parts` allow. */
export async function foldedFigures(db: Database, experiment: Experiment, options: FoldOptions): Promise<Figures> {
  const { parts, now = new Date(), ...asker } = options;
  const { design, number } = experiment;
  const events = experimentEvents(db, number);
  const steps = PART * STEPS_PER_EVENT; // how many parts there are nobody knows before
  return workInTurns({ steps, ...asker }, async (turn) => {
    for (let part = 1; ; part++) {
      const unfolded = await events.read(PART);
      const progress = unfolded.progress ?? newProgress(designOf(design));
      const at = await apply(experiment, progress, unfolded, now, turn);
      const figures = figuresOf(
        designOf(design),
        progress,
        design.variants.map(({ name }) => name),
      );
      if (at.answers === unfolded.at.answers && at.feedback === unfolded.at.feedback) return figures;
      const { verdict, n } = figures.differences[0]!;
      const written = await events.write(unfolded.at, { at, progress, verdict, n });
      const wasLast = unfolded.answers.length < PART && unfolded.feedback.length < PART;
      // Another may have folded more than was here: then its fold is read.
      if (part >= parts || (written && wasLast)) return figures;
    }
  });
}

/** Folds what is ripe into `progress`; returns how far that is. */
async function apply(
  { design }: Experiment,
  progress: Progress,
  { at, answers, feedback }: Unfolded,
  now: Date,
  turn: Turn,
): Promise<Position> {
  const ripe = ripeUntil(design.mode, now);
  const position = { ...at };
  for (const answer of answers) {
    if (!ripe(answer)) break;
    applyAnswer(design, progress, answer);
    position.answers = answer.number;
    await turn(STEPS_PER_EVENT);
  }
  for (const judged of feedback) {
    if (!ripe(judged)) break;
    applyFeedback(design, progress, judged);
    position.feedback = judged.number;
    await turn(STEPS_PER_EVENT);
  }
  return position;
}

/** Whether nothing more will be known of an answer. */
const ripeUntil = (mode: "split" | "shadow", now: Date) => {
  const late = shadowSince(now).toISOString();
  return ({ others, answeredAt }: { others: unknown; answeredAt: string }) =>
    mode === "split" || others !== null || answeredAt < late;
};
