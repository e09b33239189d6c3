import { readTogether } from "../backend/read-together.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { mixSeed, seededRandom } from "../data/random.ts";
import { forward } from "../models/index.ts";
import { DropoutRandom } from "../nn/dropout.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
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

/** Teacher, forward, backward, update, for the examples at `positions`. Leaves no tensor behind. */
export function trainStep(
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
): StepResult {
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
        const loss = objective.loss(forward(parameters, config, batch.input, random), batch, taught);
        terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, tf.keep(term.clone())]));
        return loss.total;
      });
    });
    return { value, gradients, terms };
  };
  const { value, gradients, terms } = inParts(positions, settings.micro_batch ?? positions.length, differentiated);
  const norm = learner.take(gradients, lr);
  const numbers = readTogether({ ...terms, [TOTAL]: value, ...(typeof norm !== "number" && { [NORM]: norm }) });
  const { [TOTAL]: loss, [NORM]: read, ...rest } = numbers;
  return { loss, gradientNorm: learner.see(typeof norm === "number" ? norm : read), terms: rest };
}
