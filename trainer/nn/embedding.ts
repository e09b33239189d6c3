import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { tableGradient } from "../backend/webgpu/table-gradient.ts";

/** Rows of a table. Shapes: table `[rows, d]`, ids int32 `[n]` -> `[n, d]`. */
export function embedding(table: Tensor, ids: Tensor1D): Tensor2D {
  return tf.customGrad((rows, save) => {
    (save as (t: Tensor[]) => void)([ids]);
    return {
      value: tf.gather(rows as Tensor, ids),
      gradFunc: (dy: Tensor, [savedIds]: Tensor[]) => scatterSum(dy as Tensor2D, savedIds as Tensor1D, table.shape[0]),
    };
  })(table) as Tensor2D;
}

/** Sums row i of dy into row ids[i] of a `[rows, d]` table of zeros. */
function scatterSum(dy: Tensor2D, ids: Tensor1D, rows: number): Tensor {
  // On webgpu UnsortedSegmentSum lets all tokens of a batch fight for the same rows, and its sums end in any order.
  if (isWebgpu()) return tableGradient(dy, ids.dataSync<"int32">(), rows); // the host has kept ids that came from it
  // The wasm backend has no UnsortedSegmentSum.
  if (tf.getBackend() === "wasm" && rows === 1) return tf.sum(dy, 0, true); // oneHot takes two classes or more
  if (tf.getBackend() === "wasm") return tf.matMul(tf.cast(tf.oneHot(ids, rows), "float32") as Tensor2D, dy, true);
  return tf.unsortedSegmentSum(dy, ids, rows);
}
