import type { Tensor } from "../backend/tf.ts";
import type { Parameters } from "../models/bert.ts";
import type { Weights } from "../models/import-hf.ts";
import { keptWeightTensors } from "../models/weight-tensors.ts";
import { AdamW } from "../optim/adamw.ts";
import { WeightAverage } from "../optim/weight-average.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** A model while it learns: trainable parameters with their optimiser, frozen ones, and the moving average if one is kept. */
export class Learner {
  /** Steps taken. */
  get steps(): number {
    return this.optimiser.steps;
  }
  private readonly optimiser: AdamW;
  private readonly frozen: Record<string, Tensor>;
  private readonly average: WeightAverage | undefined;

  /** From the initial weights, or from where a checkpoint left off. */
  constructor(train: Omit<Recipe["train"], "limit">, initial: ReadonlyMap<string, Weights>, checkpoint?: Checkpoint) {
    const isFrozen = (name: string) => train.frozen.some((prefix) => name.startsWith(prefix));
    const entries = [...initial];
    this.frozen = keptWeightTensors(entries.filter(([name]) => isFrozen(name)));
    this.optimiser = new AdamW({
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: train.weight_decay,
      maxGradientNorm: train.max_gradient_norm,
    });
    // In the order of the initial weights: the gradient norm is a sum, and its last bits depend on the order.
    for (const [name, { shape, data }] of entries.filter(([name]) => !isFrozen(name))) {
      const saved = checkpoint?.parameters.get(name);
      this.optimiser.add(name, shape, saved?.value ?? data, saved);
    }
    this.optimiser.steps = checkpoint?.progress.step ?? 0;
    if (train.average_decay === null) return;
    const start = checkpoint?.average && keptWeightTensors(checkpoint.average);
    this.average = new WeightAverage(train.average_decay, start ?? this.optimiser.values());
    for (const tensor of Object.values(start ?? {})) tensor.dispose();
  }

  /** What gradients are wanted of. Replaced by every step: fetch them anew, never dispose them. */
  trainable(): Record<string, Tensor> {
    return this.optimiser.values();
  }

  /** The whole model as the next step sees it. */
  current(): Parameters {
    return { ...this.frozen, ...this.optimiser.values() };
  }

  /** The whole model as it is judged and exported: with the averaged weights, where an average is kept. */
  judged(): Parameters {
    return { ...this.frozen, ...(this.average ?? this.optimiser).values() };
  }

  /** See `AdamW.step`. */
  step(gradients: Record<string, Tensor>, lr: number): number {
    const norm = this.optimiser.step(gradients, lr);
    this.average?.update(this.optimiser.steps, this.optimiser.values());
    return norm;
  }

  /** What a checkpoint keeps. */
  snapshot(): Omit<Checkpoint, "progress"> {
    const average = this.average && copyOut(this.average.values());
    return { parameters: this.optimiser.snapshot(), ...(average && { average }) };
  }

  dispose(): void {
    this.average?.dispose();
    this.optimiser.dispose();
    for (const tensor of Object.values(this.frozen)) tensor.dispose();
  }
}

/** Tensors as plain numbers. */
export const copyOut = (weights: Parameters): Map<string, Weights> =>
  new Map(Object.entries(weights).map(([name, t]) => [name, { shape: t.shape, data: t.dataSync<"float32">() }]));
