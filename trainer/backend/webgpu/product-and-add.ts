import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import { longProduct, splitsItsSum } from "./long-product.ts";

interface Options {
  transposeA?: boolean;
  transposeB?: boolean;
  /** Of the product's shape, or a row of it. */
  add?: Tensor;
}

/**
 * `A B + add` of two matrices, one program: tfjs's kernel for a product with a bias, whose op refuses a bias of the product's
 * own shape, which the kernel takes. No gradient.
 */
export function productAndAdd(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false, add }: Options = {},
): Tensor2D {
  if (splitsItsSum({ a, b, transposeA, transposeB })) {
    const product = longProduct({ a, b, transposeA, transposeB }) as Tensor2D;
    return add === undefined ? product : tf.add(product, add);
  }
  const inputs = { a, b, ...(add && { bias: add }) };
  return tf.engine().runKernel("_FusedMatMul", inputs, { transposeA, transposeB });
}
