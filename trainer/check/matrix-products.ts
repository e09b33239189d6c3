import { type Tensor2D, type Tensor4D, tf } from "../backend/tf.ts";
import { leftMultiply } from "../nn/left-multiply.ts";
import type { Check, Outcome } from "./check.ts";
import { differentiate } from "./differentiate.ts";
import { merge } from "./merge.ts";
import { seededTensors } from "./seeded-tensors.ts";

/**
 * [m, k, n], for the kernels that backends choose among by size: a few outputs; some; many in whole tiles; many in
 * broken ones; a long inner dimension.
 */
const SIZES = [
  [5, 7, 3],
  [32, 64, 48],
  [96, 32, 96],
  [65, 33, 98],
  [8, 2048, 20],
] as const;

/** The products that linear layers and their gradients are made of. */
const flat = (name: string, transposeA: boolean, transposeB: boolean): Check => ({
  name,
  run: () => merge(SIZES.map(([m, k, n]) => [`${m}x${k}x${n}`, product(m, k, n, transposeA, transposeB)])),
});

function product(m: number, k: number, n: number, transposeA: boolean, transposeB: boolean): Outcome {
  const draw = seededTensors(m + k + n);
  return differentiate(
    () => ({ a: transposeA ? draw(k, m) : draw(m, k), b: transposeB ? draw(n, k) : draw(k, n) }),
    ({ a, b }) => tf.matMul(a as Tensor2D, b as Tensor2D, transposeA, transposeB),
  );
}

/** The products of attention: `[batch, heads, length, width]`. */
const batched = (name: string, transposeB: boolean): Check => ({
  name,
  run() {
    const draw = seededTensors(5);
    return differentiate(
      () => ({ a: draw(2, 3, 9, 16), b: transposeB ? draw(2, 3, 9, 16) : draw(2, 3, 16, 9) }),
      ({ a, b }) => tf.matMul(a as Tensor4D, b as Tensor4D, false, transposeB),
    );
  },
});

const left: Check = {
  name: "one small factor for many matrices",
  run() {
    const draw = seededTensors(6);
    return differentiate(
      () => ({ a: draw(6, 4), x: draw(10, 4, 12) }),
      ({ a, x }) => leftMultiply(a, x),
    );
  },
};

export const matrixProducts: readonly Check[] = [
  flat("A B", false, false),
  flat("A Bᵀ", false, true),
  flat("Aᵀ B", true, false),
  batched("A B, in batches", false),
  batched("A Bᵀ, in batches", true),
  left,
];
