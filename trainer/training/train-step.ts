import { readTogether } from "../backend/read-together.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { TensorTooLarge, tooLargeFor } from "../backend/webgpu/failures.ts";
import { mixSeed, seededRandom } from "../data/random.ts";
import { forward } from "../models/index.ts";
import { toInput } from "../models/predict.ts";
import { DropoutRandom } from "../nn/dropout.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
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

/**
 * Teacher, forward, backward, update, for the examples at `positions`. Leaves no tensor behind.
 * Throws an Error that says how many examples would fit, where a tensor is too large for the GPU.
 */
export function trainStep(...[run, learner, positions, lr]: Parameters<typeof takeStep>): StepResult {
  try {
    return takeStep(run, learner, positions, lr);
  } catch (error) {
    throw error instanceof TensorTooLarge ? tooLargeFor(positions.length, error) : error;
  }
}

function takeStep(
  {
    recipe,
    config,
    train,
    targets,
    objective,
  }: Pick<TrainingRun, "recipe" | "config" | "train" | "targets" | "objective">,
  learner: Learner,
  positions: readonly number[],
  lr: number,
): StepResult {
  const parameters = learner.current();
  const random = new DropoutRandom(recipe.seed, learner.steps + 1, recipe.train.dropout);
  let terms: Record<string, Tensor> = {};
  const { value, gradients } = tf.tidy(() => {
    const plain = { input: toInput(positions.map((i) => train[i])), positions, targets: targets(positions) };
    const batch = objective.disguise?.(plain, seededRandom(mixSeed(recipe.seed, learner.steps + 1, MASKING))) ?? plain;
    const taught = tf.tidy(() => objective.teach(batch) as never);
    return valueAndGradients(learner.trainable(), () => {
      const loss = objective.loss(forward(parameters, config, batch.input, random), batch, taught);
      terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, tf.keep(term.clone())]));
      return loss.total;
    });
  });
  const norm = learner.take(gradients, lr);
  const numbers = readTogether({ ...terms, [TOTAL]: value, ...(typeof norm !== "number" && { [NORM]: norm }) });
  const { [TOTAL]: loss, [NORM]: read, ...rest } = numbers;
  return { loss, gradientNorm: learner.see(typeof norm === "number" ? norm : read), terms: rest };
}
