import { type Tensor, tf } from "../backend/tf.ts";

type Outputs = Tensor | Tensor[];
type Gradients<Name extends string> = Record<Name, () => Tensor>;

/** tfjs's own entry for `tf.customGrad`, which declares it as private. */
interface Engine {
  runKernelFunc<O extends Outputs>(operation: {
    inputs: Record<string, Tensor>;
    forwardFunc(backend: unknown, save: (tensors: Tensor[]) => void): O;
    backwardsFunc(dy: O, saved: Tensor[]): Record<string, () => Tensor>;
  }): O;
}

/**
 * An operation with its gradients written out, as `tf.customGrad` makes one, but with inputs by name, several outputs where
 * it has them, and gradients that are functions: only those are called whose input is learnt. `save` keeps what the
 * gradients get back.
 */
export function differentiable<Name extends string, O extends Outputs>(
  inputs: Record<Name, Tensor>,
  forward: (save: (tensors: Tensor[]) => void) => O,
  gradients: (dy: O, saved: Tensor[]) => Gradients<Name>,
): O {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({ inputs, forwardFunc: (_, save) => forward(save), backwardsFunc: gradients });
}
