import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";

/**
 * The loss and its gradient in every parameter, by name. Everything else made on the way is disposed.
 * `loss` gets the same tensors it is given here. The caller disposes what is returned.
 * Throws an Error that names a parameter which has no path to the loss.
 */
export function valueAndGradients(
  parameters: Readonly<Record<string, Tensor>>,
  loss: () => Scalar,
): { value: Scalar; gradients: Record<string, Tensor> } {
  const names = Object.keys(parameters);
  // engine().gradients is what tf.grads is made of; it takes plain tensors and returns the value as well.
  const { value, grads } = tf.engine().gradients(
    loss,
    names.map((name) => parameters[name]),
  );
  const cut = names.find((_, i) => !grads[i]); // engine().gradients throws where all are cut off, and leaves out one that is
  if (cut !== undefined) throw new Error(`the loss does not depend on parameter ${cut}`);
  return { value: value as Scalar, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]])) };
}
