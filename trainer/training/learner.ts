import type { Tensor } from "../backend/tf.ts";
import { keptWeightTensors } from "../models/weight-tensors.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import { AdamW } from "../optim/adamw.ts";
import { WeightAverage } from "../optim/weight-average.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { RoundedView, type Rounding } from "./rounding.ts";

/** A model while it learns: trainable parameters with their optimiser, frozen ones, and the moving average if one is kept. */
export class Learner {
  /** Steps taken. */
  get steps(): number {
    return this.optimiser.steps;
  }
  private readonly optimiser: AdamW;
  private readonly frozen: Record<string, Tensor>;
  private readonly average: WeightAverage | undefined;
  private readonly rounded: { trainable: RoundedView; judged: RoundedView } | undefined;

  /**
   * From the initial weights, or from where a checkpoint left off. With `rounding` steps and judges see rounded weights,
   * while floats are updated, averaged and kept in checkpoints. `train.rate`: a parameter's share of the learning rate, 1 unless given.
   */
  constructor(
    train: Omit<TrainSettings, "limit"> & { rate?(name: string): number },
    initial: ReadonlyMap<string, Weights>,
    checkpoint?: Checkpoint,
    rounding?: Rounding,
  ) {
    const isFrozen = (name: string) => train.frozen.some((prefix) => name.startsWith(prefix));
    const entries = [...initial];
    const kept = entries.filter(([name]) => isFrozen(name));
    this.frozen = keptWeightTensors(
      rounding ? kept.map(([name, { shape, data }]) => [name, { shape, data: rounding(name, data) }]) : kept,
    );
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
      this.optimiser.add(name, shape, saved?.value ?? data, saved, train.rate?.(name));
    }
    this.optimiser.steps = checkpoint?.progress.step ?? 0;
    this.rounded = rounding && {
      trainable: new RoundedView(rounding, () => this.optimiser.values()),
      judged: new RoundedView(rounding, () => (this.average ?? this.optimiser).values()),
    };
    if (train.average_decay === null) return;
    const start = checkpoint?.average && keptWeightTensors(checkpoint.average);
    this.average = new WeightAverage(train.average_decay, start ?? this.optimiser.values());
    for (const tensor of Object.values(start ?? {})) tensor.dispose();
  }

  /** What gradients are wanted of. Replaced by every step: fetch them anew, never dispose them. */
  trainable(): Parameters {
    return this.rounded?.trainable.values() ?? this.optimiser.values();
  }

  /** The whole model as the next step sees it. */
  current(): Parameters {
    return { ...this.frozen, ...this.trainable() };
  }

  /**
   * The whole model as it is judged and exported: with the averaged weights, where an average is kept. Replaced by every
   * step, too.
   */
  judged(): Parameters {
    return { ...this.frozen, ...(this.rounded?.judged.values() ?? (this.average ?? this.optimiser).values()) };
  }

  /** See `AdamW.take`. */
  take(gradients: Record<string, Tensor>, lr: number): number | Tensor {
    const norm = this.optimiser.take(gradients, lr);
    if (typeof norm === "number" && !Number.isFinite(norm)) this.optimiser.see(norm);
    this.average?.update(this.optimiser.steps, this.optimiser.values());
    this.forgetRounded();
    return norm;
  }

  /** See `AdamW.see`. */
  see(norm: number): number {
    return this.optimiser.see(norm);
  }

  /** What a checkpoint keeps. */
  snapshot(): Omit<Checkpoint, "progress"> {
    const average = this.average && copyOut(this.average.values());
    return { parameters: this.optimiser.snapshot(), ...(average && { average }) };
  }

  dispose(): void {
    this.forgetRounded();
    this.average?.dispose();
    this.optimiser.dispose();
    for (const tensor of Object.values(this.frozen)) tensor.dispose();
  }

  private forgetRounded(): void {
    this.rounded?.trainable.forget();
    this.rounded?.judged.forget();
  }
}

/** Tensors as plain numbers. */
export const copyOut = (weights: Parameters): Map<string, Weights> =>
  new Map(Object.entries(weights).map(([name, t]) => [name, { shape: t.shape, data: t.dataSync<"float32">() }]));
