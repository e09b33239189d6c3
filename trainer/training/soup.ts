import { averageWeights } from "../models/average-weights.ts";
import { withWeightTensors } from "../models/weight-tensors.ts";
import { loadBest, type Progress, saveBest } from "./checkpoint.ts";
import type { TrainingRun } from "./training-run.ts";

/** A trained run that goes into a soup. */
export interface Ingredient {
  name: string;
  /** Where its checkpoints lie. */
  folder: string;
  progress: Progress;
}

/**
 * Averages what the ingredients' runs found best and leaves it as the best weights of `run`. Returns the progress of
 * all of them together: steps, examples and seconds summed, and the soup's own dev figures.
 */
export async function cookSoup(run: TrainingRun, ingredients: readonly Ingredient[]): Promise<Progress> {
  const models = await Promise.all(ingredients.map(({ folder }) => loadBest(folder)));
  const weights = averageWeights(models.flatMap((best) => best?.weights ?? []));
  await saveBest(run.folder, { config: run.config, weights });

  const sum = (figure: (progress: Progress) => number) =>
    ingredients.reduce((total, { progress }) => total + figure(progress), 0);
  const [step, rounds] = [sum((p) => p.step), sum((p) => p.roundsDone)];
  const figures = withWeightTensors(weights, (parameters) => run.judge(parameters));
  const point = { epoch: sum((p) => p.dev.at(-1)?.epoch ?? 0), step, ...figures };
  return {
    fingerprint: run.fingerprint,
    code: [...new Set(ingredients.map(({ progress }) => progress.code))].join("+"),
    step,
    roundsDone: rounds,
    wallSeconds: sum((p) => p.wallSeconds),
    examplesSeen: sum((p) => p.examplesSeen),
    tokensSeen: sum((p) => p.tokensSeen),
    curve: ingredients.flatMap(({ progress }) => progress.curve),
    dev: [point],
    pending: { steps: 0, loss: 0, gradientNorm: 0, terms: {} },
  };
}
