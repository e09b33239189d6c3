import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";

/**
 * The loss and its gradient in every parameter, by name. Everything else made on the way is disposed.
 * `loss` gets the same tensors it is given here. The caller disposes what is returned.
 * Throws when a parameter has no path to the loss.
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
  return { value: value as Scalar, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]])) };
}
