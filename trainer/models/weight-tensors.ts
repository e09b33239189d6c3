import { tf } from "../backend/tf.ts";
import type { Parameters, Weights } from "./weights.ts";

/** Weights as tensors of the current backend, by name. The caller disposes them, or is inside a tidy. */
export const weightTensors = (weights: Iterable<[string, Weights]>): Parameters =>
  Object.fromEntries([...weights].map(([name, { data, shape }]) => [name, tf.tensor(data, shape)]));

/** The same, outliving every tidy: the caller disposes them. */
export function keptWeightTensors(weights: Iterable<[string, Weights]>): Parameters {
  const parameters = weightTensors(weights);
  for (const tensor of Object.values(parameters)) tf.keep(tensor);
  return parameters;
}

/** What `use` makes of the tensors, which live as long as it runs. */
export function withWeightTensors<T>(weights: Iterable<[string, Weights]>, use: (parameters: Parameters) => T): T {
  const parameters = weightTensors(weights);
  try {
    return use(parameters);
  } finally {
    tf.dispose(parameters);
  }
}
