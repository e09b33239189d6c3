import { readTogether } from "../backend/read-together.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { TensorTooLarge, tooLargeFor } from "../backend/webgpu/failures.ts";
import { mixSeed, seededRandom } from "../data/random.ts";
import { outputOf } from "../methods/output-of.ts";
import { DropoutRandom } from "../nn/dropout.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import { batchOf } from "./batch.ts";
import { type Differentiated, inParts } from "./in-parts.ts";
import type { Learner } from "./learner.ts";
import type { TrainingRun } from "./training-run.ts";

export interface StepResult {
  loss: number;
  terms: Record<string, number>;
  gradientNorm: number;
}

/** What is read beside an objective's terms, whose names are words. */
const [TOTAL, NORM] = ["= loss", "= gradient norm"];

/** Beside the sites of dropout in the same step, which count from 0. */
const MASKING = -1;

/** A step that has been taken, and whose numbers nobody has waited for: scalars on the backend. */
export interface TakenStep {
  scalars: Record<string, Tensor>;
  /** The gradient norm, where it was known before the update. */
  norm: number | undefined;
}

/** A step and its numbers; see `takeStep`. */
export function trainStep(...[run, learner, positions, lr]: Parameters<typeof takeStep>): StepResult {
  return readSteps(learner, [takeStep(run, learner, positions, lr)])[0];
}

/**
 * The numbers of steps, in the order in which they were taken, in one wait for all. Disposes them.
 * Throws an Error with the number of the first whose gradient is not finite; the weights are those from before it.
 */
export function readSteps(learner: Learner, steps: readonly TakenStep[]): StepResult[] {
  const named = steps.flatMap(({ scalars }, i) => Object.entries(scalars).map(([name, t]) => [`${i} ${name}`, t]));
  const numbers = readTogether(Object.fromEntries(named));
  return steps.map(({ scalars, norm }, i) => {
    const read = Object.fromEntries(Object.keys(scalars).map((name) => [name, numbers[`${i} ${name}`]]));
    const { [TOTAL]: loss, [NORM]: gradientNorm, ...terms } = read;
    return { loss, gradientNorm: learner.see(norm ?? gradientNorm), terms };
  });
}

/**
 * Teacher, forward, backward, update, for the examples at `positions`. Leaves no tensor behind but the step's scalars.
 * Throws an Error that says how many examples would fit, where a tensor is too large for the GPU.
 */
export function takeStep(...[run, learner, positions, lr]: Parameters<typeof computeStep>): TakenStep {
  try {
    return computeStep(run, learner, positions, lr);
  } catch (error) {
    throw error instanceof TensorTooLarge ? tooLargeFor(examplesAtOnce(run, positions), error) : error;
  }
}

function computeStep(
  {
    seed,
    settings,
    config,
    train,
    targets,
    objective,
  }: Pick<TrainingRun, "seed" | "settings" | "config" | "train" | "targets" | "objective">,
  learner: Learner,
  positions: readonly number[],
  lr: number,
): TakenStep {
  const parameters = learner.current();
  const random = new DropoutRandom(seed, learner.steps + 1, settings.dropout);
  const masking = seededRandom(mixSeed(seed, learner.steps + 1, MASKING));
  const differentiated = (part: readonly number[]): Differentiated => {
    let terms: Record<string, Tensor> = {};
    const { value, gradients } = tf.tidy(() => {
      const plain = batchOf(train, part, targets(part));
      const batch = objective.disguise?.(plain, masking) ?? plain;
      const taught = tf.tidy(() => objective.teach(batch) as never);
      return valueAndGradients(learner.trainable(), () => {
        const loss = objective.loss(outputOf(objective, { parameters, config }, batch, random), batch, taught);
        terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, tf.keep(term.clone())]));
        return loss.total;
      });
    });
    return { value, gradients, terms };
  };
  const { value, gradients, terms } = inParts(
    positions,
    examplesAtOnce({ settings, train }, positions),
    differentiated,
  );
  const norm = learner.take(gradients, lr);
  return typeof norm === "number"
    ? { scalars: { ...terms, [TOTAL]: value }, norm }
    : { scalars: { ...terms, [TOTAL]: value, [NORM]: norm }, norm: undefined };
}

/** How many of a step's examples are computed at a time: the whole step, or what `micro_batch` and `micro_tokens` allow. */
export function examplesAtOnce(
  { settings, train }: { settings: Pick<TrainSettings, "micro_batch" | "micro_tokens">; train: TrainingRun["train"] },
  positions: readonly number[],
): number {
  const { micro_batch = positions.length, micro_tokens = Number.POSITIVE_INFINITY } = settings;
  const longest = positions.reduce((most, i) => Math.max(most, train[i].ids.length), 1);
  return Math.max(1, Math.min(positions.length, micro_batch, Math.floor(micro_tokens / longest)));
}
