import { isNative } from "../backend/native.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { columnSums } from "../backend/webgpu/column-sums.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { productAndAdd } from "../backend/webgpu/product-and-add.ts";
import { differentiable } from "./differentiable.ts";
import { nativeColumnSums } from "./native-column-sums.ts";

/** `y = x Wᵀ + b`. Shapes: x `[n, in]`, weight `[out, in]` as PyTorch keeps it, bias `[out]` -> `[n, out]`. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor2D {
  return linears(x, [{ weight, bias }])[0];
}

/** Several layers of the same x and the same size, `linear` of each. */
export function linears(x: Tensor, layers: readonly { weight: Tensor; bias: Tensor }[]): Tensor2D[] {
  if (isWebgpu()) return together(x, layers);
  return layers.map(
    ({ weight, bias }) => addBias(tf.matMul(x as Tensor2D, weight as Tensor2D, false, true), bias) as Tensor2D,
  );
}

/** `y = x + bias`. Shapes: x `[n, d]`, bias `[d]` -> `[n, d]`. */
export function addBias(x: Tensor, bias: Tensor): Tensor {
  return addBiases([x], [bias])[0];
}

/** `addBias` of several of one size. */
export function addBiases(xs: readonly Tensor[], biases: readonly Tensor[]): Tensor[] {
  if (isNative()) return xs.map((x, i) => nativeSum(x, biases[i]));
  if (!isWebgpu()) return xs.map((x, i) => tf.add(x, biases[i]));
  const inputs = { ...named("x", xs), ...named("bias", biases) };
  return differentiable(
    inputs,
    () => xs.map((x, i) => tf.add<Tensor>(x, biases[i])),
    (given) => {
      const dys = listed(given);
      const sums = columnSums(dys);
      return { ...thunks("x", (i) => dys[i].clone(), xs), ...thunks("bias", (i) => sums[i], biases) };
    },
  );
}

const nativeSum = (x: Tensor, bias: Tensor): Tensor =>
  differentiable(
    { x, bias },
    () => tf.add<Tensor>(x, bias),
    (dy: Tensor) => ({ x: () => dy.clone(), bias: () => nativeColumnSums(dy) }),
  );

/**
 * A bias is added where the product is made, the gradients in x are added up where they are made, and the gradients of
 * all biases are one program.
 */
function together(x: Tensor, layers: readonly { weight: Tensor; bias: Tensor }[]): Tensor2D[] {
  const weights = layers.map(({ weight }) => weight);
  const biases = layers.map(({ bias }) => bias);
  return differentiable<string, Tensor[]>(
    { x, ...named("weight", weights), ...named("bias", biases) },
    (save) => {
      save([x, ...weights]);
      return layers.map(({ weight, bias }) => productAndAdd(x, weight, { transposeB: true, add: bias }));
    },
    (given, [savedX, ...savedWeights]) => {
      const dys = listed(given);
      const sums = columnSums(dys);
      return {
        x: () =>
          dys
            .slice(1)
            .reduce(
              (sum, dy, i) => productAndAdd(dy, savedWeights[i + 1], { add: sum }),
              productAndAdd(dys[0], savedWeights[0]),
            ),
        ...thunks("weight", (i) => productAndAdd(dys[i], savedX, { transposeA: true }), weights),
        ...thunks("bias", (i) => sums[i], biases),
      };
    },
  ) as Tensor2D[];
}

const named = (name: string, tensors: readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(tensors.map((tensor, i) => [`${name}${i}`, tensor]));

const thunks = (name: string, gradient: (i: number) => Tensor, of: readonly Tensor[]): Record<string, () => Tensor> =>
  Object.fromEntries(of.map((_, i) => [`${name}${i}`, () => gradient(i)]));

/** tfjs hands over the gradient of a single output by itself. */
const listed = (given: Tensor | Tensor[]): Tensor[] => (Array.isArray(given) ? given : [given]);
