import { type RelativePositions, relativeBuckets } from "../../r2-assets/format/relative-buckets.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { embedding } from "./embedding.ts";

/**
 * What is added to a score for the distance of its two tokens: `table[bucket(j - i), h]` for query i and key j.
 * Shapes: table `[buckets, heads]` -> `[1, heads, length, length]`. Differentiable in the table.
 * Source: Shaw et al., arXiv 1803.02155, in T5's form (arXiv 1910.10683, section 2.1); MPNet, arXiv 2004.09297, code.
 */
export function relativeBias(table: Tensor, positions: RelativePositions, length: number): Tensor {
  const byDistance = relativeBuckets(length - 1, positions);
  const buckets = Int32Array.from(
    { length: length * length },
    (_, at) => byDistance[(at % length) - Math.floor(at / length) + length - 1]!,
  );
  const rows = embedding(table, tf.tensor1d(buckets, "int32")); // [length * length, heads]
  return tf.reshape(tf.transpose(rows, [1, 0]), [1, -1, length, length]);
}
