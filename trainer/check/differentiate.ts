import { type Tensor, tf } from "../backend/tf.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import type { Outcome } from "./check.ts";

/**
 * `f` of the inputs, and the gradient of `Σ wᵢ f(inputs)ᵢ` in each of them; w is fixed and differs from entry to entry,
 * so that a gradient whose entries are in the wrong places does not look right. The inputs are made, and disposed, here.
 */
export function differentiate<Inputs extends Record<string, Tensor>>(
  makeInputs: () => Inputs,
  f: (inputs: Inputs) => Tensor,
): Outcome {
  const outcome: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const inputs = makeInputs();
    const value = f(inputs);
    const weights = tf.tensor(
      Float32Array.from({ length: value.size }, (_, i) => Math.sin(i + 1)),
      value.shape,
    );
    outcome.value = numbers(value);
    const { gradients } = valueAndGradients(inputs, () => tf.sum(tf.mul(f(inputs), weights)));
    for (const [name, gradient] of Object.entries(gradients)) outcome[`gradient of ${name}`] = numbers(gradient);
  });
  return outcome;
}

/** A tensor's numbers, as a copy that outlives it. */
export const numbers = (tensor: Tensor): Float32Array => Float32Array.from(tensor.dataSync());
