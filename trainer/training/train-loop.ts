/** The training loop every method shares: batches, steps, dev evaluation, best weights, checkpoints. */
import { tf } from "../backend/tf.ts";
import { epochBatches } from "../data/batches.ts";
import { withoutCompanions } from "../methods/companions.ts";
import { linearWarmupDecay } from "../optim/schedule.ts";
import { bestOf, type DevPoint, loadCheckpoint, type Progress, saveBest, saveCheckpoint } from "./checkpoint.ts";
import { OtherExperimentError } from "./errors.ts";
import { copyOut, Learner } from "./learner.ts";
import { i8Rounding } from "./rounding.ts";
import { readSteps, type StepResult, type TakenStep, takeStep } from "./train-step.ts";
import type { TrainingRun } from "./training-run.ts";

export interface TrainingHooks {
  /** After every step. */
  onStep?(done: number, total: number, note: string): void;
  onDev?(point: DevPoint): void;
  /** Asked after every step; anything but undefined saves a checkpoint and stops with that outcome. */
  shouldStop?(): StopReason | undefined;
  /** Seconds between checkpoints. */
  checkpointSeconds?: number;
}

export type StopReason = "interrupted" | "memory";
export type TrainingOutcome = { kind: "finished"; progress: Progress } | { kind: StopReason; progress: Progress };

/** Steps between two entries of the loss curve. */
const CURVE_STEPS = 50;

/** Milliseconds between two looks at what steps give: each waits until a GPU has nothing left to do. */
const LOOK_MS = 1000;

const freshProgress = ({ fingerprint, code }: TrainingRun): Progress => ({
  fingerprint,
  code,
  step: 0,
  roundsDone: 0,
  wallSeconds: 0,
  examplesSeen: 0,
  tokensSeen: 0,
  curve: [],
  dev: [],
  pending: { steps: 0, loss: 0, gradientNorm: 0, terms: {} },
});

/**
 * Trains until done or stopped; continues from the checkpoint in `run.folder` if there is one, with the result that
 * an uninterrupted run would have had. Leaves the weights that were best on dev (the earlier of equals) there.
 */
export async function trainLoop(run: TrainingRun, hooks: TrainingHooks = {}): Promise<TrainingOutcome> {
  const { seed, settings, train, folder } = run;
  const { epochs, batch_size, learning_rate, warmup, judged } = settings;
  const checkpoint = await loadCheckpoint(folder);
  if (checkpoint !== undefined && checkpoint.progress.fingerprint !== run.fingerprint)
    throw new OtherExperimentError(`the checkpoint in ${folder} belongs to another recipe, data set or code format`);
  const progress = checkpoint?.progress ?? freshProgress(run);
  const rounding = settings.quantization_aware ? i8Rounding(run.config) : undefined;
  const learner = new Learner(
    { ...settings, frozen: [...run.frozen], rate: run.objective.rate },
    run.initial,
    checkpoint,
    rounding,
  );

  const lengths = train.map(({ ids }) => ids.length);
  const stepsPerEpoch = Math.ceil(train.length / batch_size);
  const totalSteps = epochs * stepsPerEpoch;
  const warmupSteps = Math.round(warmup * totalSteps);
  /** The step after which a round ends. */
  const endOf = (round: number) => Math.ceil((stepsPerEpoch * round) / judged);
  const startedAt = performance.now() - progress.wallSeconds * 1000;
  let savedAt = performance.now();
  let unread: { taken: TakenStep; at: CurvePlace }[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let note = "";
  /** Until somebody looks, a GPU goes on without a wait. Throws where a step's gradient was not finite. */
  const look = () => {
    if (unread.length === 0) return;
    const results = readSteps(
      learner,
      unread.map(({ taken }) => taken),
    );
    for (const [i, result] of results.entries()) record(progress, unread[i].at, result);
    note = `loss ${results.at(-1)!.loss.toFixed(3)}`;
    unread = [];
    lookedAt = performance.now();
  };
  const save = async () => {
    look();
    progress.wallSeconds = (performance.now() - startedAt) / 1000;
    await saveCheckpoint(folder, { progress, ...learner.snapshot() });
    savedAt = performance.now();
  };

  try {
    for (let epoch = Math.floor(progress.step / stepsPerEpoch); epoch <= epochs; epoch++) {
      const batches = epoch < epochs ? epochBatches(lengths, batch_size, seed, epoch) : [];
      for (let i = progress.step - epoch * stepsPerEpoch; ; i++) {
        if (progress.step >= endOf(progress.roundsDone + 1)) {
          // Several rounds end at once where an epoch has fewer steps than rounds.
          look();
          while (progress.step >= endOf(progress.roundsDone + 1)) progress.roundsDone++;
          await judge(run, learner, progress, hooks);
          await save();
        }
        if (i === batches.length) break;
        const lr = linearWarmupDecay(progress.step + 1, totalSteps, warmupSteps, learning_rate);
        const taken = takeStep(run, learner, batches[i], lr);
        count(progress, batches[i], lengths);
        unread.push({ taken, at: { step: progress.step, epoch, lr } });
        if (performance.now() - lookedAt > LOOK_MS) look();
        hooks.onStep?.(progress.step, totalSteps, note);
        const reason = hooks.shouldStop?.();
        if (reason !== undefined) {
          await save();
          return { kind: reason, progress };
        }
        if (performance.now() - savedAt > (hooks.checkpointSeconds ?? 120) * 1000) await save();
        await new Promise((resolve) => setImmediate(resolve)); // let signals in
      }
    }
    return { kind: "finished", progress };
  } finally {
    for (const { taken } of unread) tf.dispose(taken.scalars);
    learner.dispose();
  }
}

/** Looks at dev, and keeps the weights when they are better than all before. */
async function judge(run: TrainingRun, learner: Learner, progress: Progress, hooks: TrainingHooks): Promise<void> {
  const weights = learner.judged();
  const epoch = progress.roundsDone / run.settings.judged;
  const point: DevPoint = { epoch, step: progress.step, ...run.judge(weights) };
  progress.dev.push(point);
  if (bestOf(progress.dev) === point)
    await saveBest(run.folder, { config: run.config, weights: copyOut(withoutCompanions(weights)) });
  hooks.onDev?.(point);
}

function count(progress: Progress, batch: readonly number[], lengths: readonly number[]): void {
  progress.step++;
  progress.examplesSeen += batch.length;
  progress.tokensSeen += batch.reduce((sum, i) => sum + lengths[i], 0);
}

/** Where in a run a step was, with its learning rate. */
interface CurvePlace {
  step: number;
  epoch: number;
  lr: number;
}

function record(progress: Progress, { step, epoch, lr }: CurvePlace, result: StepResult): void {
  const { pending } = progress;
  pending.steps++;
  pending.loss += result.loss;
  pending.gradientNorm += result.gradientNorm;
  for (const [name, value] of Object.entries(result.terms)) pending.terms[name] = (pending.terms[name] ?? 0) + value;
  if (pending.steps < CURVE_STEPS) return;
  const mean = (sum: number) => Number((sum / pending.steps).toPrecision(6));
  progress.curve.push({
    step,
    epoch: epoch + 1,
    learning_rate: Number(lr.toPrecision(6)),
    loss: mean(pending.loss),
    terms: Object.fromEntries(Object.entries(pending.terms).map(([name, sum]) => [name, mean(sum)])),
    gradient_norm: mean(pending.gradientNorm),
  });
  progress.pending = { steps: 0, loss: 0, gradientNorm: 0, terms: {} };
}
