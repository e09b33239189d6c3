import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";

/** A loss and its gradients, with the terms that it is made of. */
export interface Differentiated {
  value: Scalar;
  gradients: Record<string, Tensor>;
  terms: Record<string, Tensor>;
}

/**
 * The mean over examples of what `differentiate` gives for at most `most` of them at a time, each part counting by its examples: gradient
 * accumulation. Of a mean over examples that is the loss of the whole batch; one over tokens weighs each part's tokens by that part's
 * number of examples. Takes the memory of one part, and of two sets of gradients.
 */
export function inParts(
  positions: readonly number[],
  most: number,
  differentiate: (part: readonly number[]) => Differentiated,
): Differentiated {
  const count = Math.ceil(positions.length / most);
  if (count <= 1) return differentiate(positions);
  const size = Math.ceil(positions.length / count); // parts as equal as they can be
  let sum: Differentiated | undefined;
  for (let from = 0; from < positions.length; from += size) {
    const part = positions.slice(from, from + size);
    const weighted = scaled(differentiate(part), part.length / positions.length);
    sum = sum === undefined ? weighted : added(sum, weighted);
  }
  return sum!; // there are two parts at least
}

const scaled = ({ value, gradients, terms }: Differentiated, by: number): Differentiated => ({
  value: spent([value], () => tf.mul<Scalar>(value, by)),
  gradients: mapped(gradients, (t) => spent([t], () => tf.mul(t, by))),
  terms: mapped(terms, (t) => spent([t], () => tf.keep(tf.mul(t, by)))),
});

const added = (a: Differentiated, b: Differentiated): Differentiated => ({
  value: spent([a.value, b.value], () => tf.add<Scalar>(a.value, b.value)),
  gradients: mapped(a.gradients, (t, name) => spent([t, b.gradients[name]], () => tf.add(t, b.gradients[name]))),
  terms: mapped(a.terms, (t, name) => spent([t, b.terms[name]], () => tf.keep(tf.add(t, b.terms[name])))),
});

const mapped = (tensors: Record<string, Tensor>, to: (tensor: Tensor, name: string) => Tensor) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, to(tensor, name)]));

/** What `make` makes of tensors that nobody needs any more. */
function spent<T extends Tensor>(tensors: readonly Tensor[], make: () => T): T {
  const made = make();
  for (const tensor of tensors) tensor.dispose();
  return made;
}
