import type { Tensor } from "@tensorflow/tfjs";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";
import { columnSums } from "./column-sums.ts";
import { stridedMatMul } from "./strided-matmul.ts";

export interface ProductOf<T extends TensorInfo> {
  a: T;
  b: T;
  transposeA?: boolean;
  transposeB?: boolean;
}

/** From this inner dimension on, tfjs 4.22 splits the sum of a product with few outputs among workgroups. */
const SPLIT_FROM = 2000;

/** Products that a workgroup sums. */
const PART = 512;

function sizesOf({ a, b, transposeA = false, transposeB = false }: ProductOf<TensorInfo>) {
  const [aSides, bSides] = [a.shape.slice(-2), b.shape.slice(-2)];
  const batch = Math.max(...[a, b].map(({ shape }) => tf.util.sizeFromShape(shape.slice(0, -2))));
  return { batch, m: aSides[transposeA ? 1 : 0], k: aSides[transposeA ? 0 : 1], n: bSides[transposeB ? 0 : 1] };
}

/** Whether tfjs would split this product's sum (`kernels/BatchMatMul_impl.ts`). */
export function splitsItsSum(product: ProductOf<TensorInfo>): boolean {
  const { batch, m, k, n } = sizesOf(product);
  if (batch !== 1 || k < SPLIT_FROM || m * n <= 128) return false;
  const { thresholdToIncreaseWorkgroups: few } = tf.backend() as unknown as WebgpuBackend;
  const workgroups = Math.ceil(m / 32) * Math.ceil(n / 32);
  return workgroups <= few || (m <= 8 && workgroups <= 2 * few);
}

/** A product of one pair of matrices with a long inner dimension, in parts that are summed in a fixed order. */
export function longProduct(product: ProductOf<Tensor>): Tensor {
  const { a, b, transposeA = false, transposeB = false } = product;
  const { m, k, n } = sizesOf(product);
  const members = Math.ceil(k / PART);
  const [aRow, aColumn] = transposeA ? [1, m] : [k, 1];
  const [bRow, bColumn] = transposeB ? [1, k] : [n, 1];
  const parts = stridedMatMul(
    { groups: 1, members, m, n, k, split: PART },
    [a, { group: 0, member: PART * aColumn, row: aRow, column: aColumn }],
    [b, { group: 0, member: PART * bRow, row: bRow, column: bColumn }],
    [[members, m * n], { group: 0, member: m * n, row: n, column: 1 }],
  );
  const [sum] = columnSums([parts]);
  parts.dispose();
  const shaped = sum.reshape([...a.shape.slice(0, -2), m, n]);
  sum.dispose();
  return shaped;
}
