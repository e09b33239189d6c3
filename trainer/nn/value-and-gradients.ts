import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import { backward, recorded } from "./tape.ts";

/**
 * The loss and its gradient in every parameter, by name. Everything else made on the way is disposed, and as soon as it is
 * used up: what a step needs at once is what the forward pass keeps for the backward pass, and one operation's gradients.
 * `loss` gets the same tensors it is given here. The caller disposes what is returned.
 * Throws an Error that names a parameter which has no path to the loss.
 */
export function valueAndGradients(
  parameters: Readonly<Record<string, Tensor>>,
  loss: () => Scalar,
): { value: Scalar; gradients: Record<string, Tensor> } {
  const names = Object.keys(parameters);
  const { value, tape } = recorded(loss);
  try {
    const gradients = backward(value, tape, Object.values(parameters));
    const cut = names.find((_, i) => gradients[i] === undefined);
    if (cut === undefined)
      return { value, gradients: Object.fromEntries(names.map((name, i) => [name, gradients[i]!])) };
    tf.dispose(gradients);
    throw new Error(`the loss does not depend on parameter ${cut}`);
  } catch (error) {
    value.dispose();
    throw error;
  }
}
