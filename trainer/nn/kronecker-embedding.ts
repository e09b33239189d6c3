import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { embedding } from "./embedding.ts";

/**
 * Rows of the table `A ⊗ B` with B a row vector, without building the table: row i is `A[i] ⊗ B`, each of A's d/n
 * numbers times the same n. The gradient in A touches the rows looked up and no others.
 * Shapes: a `[rows, d/n]`, b `[1, n]`, ids int32 `[count]` -> `[count, d]`.
 * Source: KroneckerBERT, arXiv 2109.06243, section 3. Throws RangeError when b is not one row.
 */
export function kroneckerEmbedding(a: Tensor, b: Tensor, ids: Tensor1D): Tensor2D {
  const [height, n] = b.shape;
  if (height !== 1) throw new RangeError(`kroneckerEmbedding: b is [${b.shape}], expected one row`);
  const rows = embedding(a, ids);
  // An outer product as a matrix product: its gradients need no intermediate as wide as the output.
  const outer = tf.matMul(tf.reshape(rows, [rows.size, 1]) as Tensor2D, b as Tensor2D); // [count * d/n, n]
  return tf.reshape(outer, [rows.shape[0], rows.shape[1] * n]);
}
