/** The training loop every method shares: batches, steps, dev evaluation, best weights, checkpoints. */
import type { Tensor1D } from "../backend/tf.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { epochBatches } from "../data/batches.ts";
import type { Example } from "../data/dataset.ts";
import type { Objective } from "../methods/method.ts";
import { bert, type Parameters } from "../models/bert.ts";
import type { BertConfig } from "../models/bert-config.ts";
import type { Weights } from "../models/import-hf.ts";
import { accuracyOf, lossOf, predictLogits, toInput } from "../models/predict.ts";
import { DropoutRandom } from "../nn/dropout.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { linearWarmupDecay } from "../optim/schedule.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { type DevPoint, loadCheckpoint, type Progress, saveBest, saveCheckpoint } from "./checkpoint.ts";
import { copyOut, Learner } from "./learner.ts";

export interface TrainingRun {
  recipe: Recipe;
  config: BertConfig;
  /** What training starts from, every parameter of the model. */
  initial: ReadonlyMap<string, Weights>;
  train: readonly Example[];
  dev: readonly Example[];
  objective: Objective;
  /** Where checkpoints lie. */
  folder: string;
  fingerprint: string;
  /** Commit of the code, for the record. */
  code: string;
}

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

/** Thrown when a checkpoint belongs to another experiment. */
export class OtherExperimentError extends Error {}

const freshProgress = ({ fingerprint, code }: TrainingRun): Progress => ({
  fingerprint,
  code,
  step: 0,
  epochsDone: 0,
  wallSeconds: 0,
  examplesSeen: 0,
  curve: [],
  dev: [],
  pending: { steps: 0, loss: 0, gradientNorm: 0, terms: {} },
});

/**
 * Trains until done or stopped; continues from the checkpoint in `run.folder` if there is one, with the result that
 * an uninterrupted run would have had. Leaves the weights with the best dev accuracy (the earlier of equals) there.
 */
export async function trainLoop(run: TrainingRun, hooks: TrainingHooks = {}): Promise<TrainingOutcome> {
  const { recipe, train, folder } = run;
  const { epochs, batch_size, learning_rate, warmup } = recipe.train;
  const checkpoint = await loadCheckpoint(folder);
  if (checkpoint !== undefined && checkpoint.progress.fingerprint !== run.fingerprint)
    throw new OtherExperimentError(`the checkpoint in ${folder} belongs to another recipe, data set or code format`);
  const progress = checkpoint?.progress ?? freshProgress(run);
  const learner = new Learner(recipe, run.initial, checkpoint);

  const lengths = train.map((example) => example.ids.length);
  const stepsPerEpoch = Math.ceil(train.length / batch_size);
  const totalSteps = epochs * stepsPerEpoch;
  const warmupSteps = Math.round(warmup * totalSteps);
  const startedAt = performance.now() - progress.wallSeconds * 1000;
  const save = async () => {
    progress.wallSeconds = (performance.now() - startedAt) / 1000;
    await saveCheckpoint(folder, { progress, ...learner.snapshot() });
  };
  let savedAt = performance.now();

  try {
    for (let epoch = progress.epochsDone; epoch < epochs; epoch++) {
      const batches = epochBatches(lengths, batch_size, recipe.seed, epoch);
      for (let i = progress.step - epoch * stepsPerEpoch; i < stepsPerEpoch; i++) {
        const lr = linearWarmupDecay(progress.step + 1, totalSteps, warmupSteps, learning_rate);
        const step = trainStep(run, learner, batches[i], lr);
        record(progress, epoch, lr, step, batches[i].length);
        hooks.onStep?.(progress.step, totalSteps, `loss ${step.loss.toFixed(3)}`);
        const reason = hooks.shouldStop?.();
        if (reason !== undefined) {
          await save();
          return { kind: reason, progress };
        }
        if (performance.now() - savedAt > (hooks.checkpointSeconds ?? 120) * 1000) {
          await save();
          savedAt = performance.now();
        }
        await new Promise((resolve) => setImmediate(resolve)); // let signals in
      }
      const weights = learner.judged();
      const point = evaluate(run, weights, epoch + 1, progress.step);
      if (progress.dev.every(({ accuracy }) => accuracy < point.accuracy)) await saveBest(folder, copyOut(weights));
      progress.dev.push(point);
      progress.epochsDone = epoch + 1;
      hooks.onDev?.(point);
      await save();
      savedAt = performance.now();
    }
    return { kind: "finished", progress };
  } finally {
    learner.dispose();
  }
}

interface StepResult {
  loss: number;
  terms: Record<string, number>;
  gradientNorm: number;
}

/** Forward, backward, update. Leaves no tensor behind. */
export function trainStep(
  { recipe, config, train, objective }: Pick<TrainingRun, "recipe" | "config" | "train" | "objective">,
  learner: Learner,
  positions: readonly number[],
  lr: number,
): StepResult {
  const parameters = learner.current();
  const random = new DropoutRandom(recipe.seed, learner.steps + 1, recipe.train.dropout);
  let terms: Record<string, Tensor> = {};
  const { value, gradients } = tf.tidy(() => {
    const examples = positions.map((i) => train[i]);
    const input = toInput(examples);
    const labels = tf.tensor1d(
      examples.map((e) => e.label),
      "int32",
    ) as Tensor1D;
    return valueAndGradients(learner.trainable(), () => {
      const loss = objective.loss(bert(parameters, config, input, random), { input, labels, positions });
      terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, tf.keep(term.clone())]));
      return loss.total;
    });
  });
  const gradientNorm = learner.step(gradients, lr);
  const loss = read(value);
  return { loss, gradientNorm, terms: Object.fromEntries(Object.entries(terms).map(([name, t]) => [name, read(t)])) };
}

/** The number in a scalar, which is disposed. */
function read(scalar: Tensor): number {
  const [number] = scalar.dataSync();
  scalar.dispose();
  return number;
}

function record(progress: Progress, epoch: number, lr: number, step: StepResult, examples: number): void {
  const { pending } = progress;
  progress.step++;
  progress.examplesSeen += examples;
  pending.steps++;
  pending.loss += step.loss;
  pending.gradientNorm += step.gradientNorm;
  for (const [name, value] of Object.entries(step.terms)) pending.terms[name] = (pending.terms[name] ?? 0) + value;
  if (pending.steps < CURVE_STEPS) return;
  const mean = (sum: number) => Number((sum / pending.steps).toPrecision(6));
  progress.curve.push({
    step: progress.step,
    epoch: epoch + 1,
    learning_rate: Number(lr.toPrecision(6)),
    loss: mean(pending.loss),
    terms: Object.fromEntries(Object.entries(pending.terms).map(([name, sum]) => [name, mean(sum)])),
    gradient_norm: mean(pending.gradientNorm),
  });
  progress.pending = { steps: 0, loss: 0, gradientNorm: 0, terms: {} };
}

/** Accuracy and mean cross-entropy on dev. */
export function evaluate({ config, dev }: TrainingRun, weights: Parameters, epoch: number, step: number): DevPoint {
  const logits = predictLogits(weights, config, dev);
  return { epoch, step, accuracy: accuracyOf(logits, dev), loss: lossOf(logits, dev) };
}
