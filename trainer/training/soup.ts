import { tf } from "../backend/tf.ts";
import { averageWeights } from "../models/average-weights.ts";
import { loadBest, type Progress, saveBest } from "./checkpoint.ts";
import { evaluate, type TrainingRun } from "./train-loop.ts";

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
  await saveBest(run.folder, weights);

  const sum = (figure: (progress: Progress) => number) =>
    ingredients.reduce((total, { progress }) => total + figure(progress), 0);
  const [step, epochs] = [sum((p) => p.step), sum((p) => p.epochsDone)];
  const parameters = Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
  const point = evaluate(run, parameters, epochs, step);
  for (const tensor of Object.values(parameters)) tensor.dispose();
  return {
    fingerprint: run.fingerprint,
    code: [...new Set(ingredients.map(({ progress }) => progress.code))].join("+"),
    step,
    epochsDone: epochs,
    wallSeconds: sum((p) => p.wallSeconds),
    examplesSeen: sum((p) => p.examplesSeen),
    curve: ingredients.flatMap(({ progress }) => progress.curve),
    dev: [point],
    pending: { steps: 0, loss: 0, gradientNorm: 0, terms: {} },
  };
}
