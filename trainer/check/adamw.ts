import { AdamW } from "../optim/adamw.ts";
import type { Check, Outcome } from "./check.ts";
import { numbers } from "./differentiate.ts";
import { seededTensors } from "./seeded-tensors.ts";

/** Three clipped steps of a matrix, which decays, and a vector, which does not. */
export const adamW: Check = {
  name: "AdamW",
  run(): Outcome {
    const optimiser = new AdamW({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.01, maxGradientNorm: 1 });
    const draw = seededTensors(15);
    const take = (...shape: number[]) => {
      const tensor = draw(...shape);
      const data = numbers(tensor);
      tensor.dispose();
      return data;
    };
    optimiser.add("matrix", [7, 12], take(7, 12));
    optimiser.add("vector", [12], take(12));
    for (let step = 0; step < 3; step++) optimiser.step({ matrix: draw(7, 12), vector: draw(12) }, 1e-2);
    const outcome = Object.fromEntries(
      [...optimiser.snapshot()].flatMap(([name, { value, m, v }]) => [
        [name, value],
        [`first moment of ${name}`, m],
        [`second moment of ${name}`, v],
      ]),
    );
    optimiser.dispose();
    return outcome;
  },
};
