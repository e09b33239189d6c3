import type { Tensor } from "../backend/tf.ts";
import { AdamW } from "../optim/adamw.ts";
import { WeightAverage } from "../optim/weight-average.ts";
import type { Check, Outcome } from "./check.ts";
import { numbers } from "./differentiate.ts";
import { seededTensors } from "./seeded-tensors.ts";

/** Matrices, which decay, and vectors, which don't; of few numbers, of no multiple of a workgroup, of several workgroups. */
const SHAPES = {
  matrix: [7, 12],
  vector: [12],
  "one row": [1, 5],
  "one number": [1],
  "large matrix": [270, 251],
  "odd vector": [1027],
} as const satisfies Record<string, number[]>;

const names = Object.keys(SHAPES) as (keyof typeof SHAPES)[];

/** Three steps with their moments, and the weights averaged over them, with and without gradients that are clipped. */
const steps = (name: string, maxGradientNorm: number): Check => ({
  name,
  run(): Outcome {
    const optimiser = new AdamW({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.01, maxGradientNorm });
    const draw = seededTensors(15);
    const all = () => Object.fromEntries(names.map((name) => [name, draw(...SHAPES[name])]));
    for (const [name, tensor] of Object.entries<Tensor>(all())) {
      optimiser.add(name, tensor.shape, numbers(tensor));
      tensor.dispose();
    }
    const average = new WeightAverage(0.5, optimiser.values());
    const norms = [1, 2, 3].map((step) => {
      const norm = optimiser.step(all(), 1e-2);
      average.update(4 * step, optimiser.values());
      return norm;
    });
    const outcome = Object.fromEntries([
      ["gradient norms", Float32Array.from(norms)],
      ...[...optimiser.snapshot()].flatMap(([name, { value, m, v }]) => [
        [name, value],
        [`first moment of ${name}`, m],
        [`second moment of ${name}`, v],
      ]),
      ...Object.entries(average.values()).map(([name, tensor]) => [`average of ${name}`, numbers(tensor)]),
    ]);
    average.dispose();
    optimiser.dispose();
    return outcome;
  },
});

export const adamW: readonly Check[] = [steps("AdamW", 1), steps("AdamW, nothing clipped", Number.POSITIVE_INFINITY)];
