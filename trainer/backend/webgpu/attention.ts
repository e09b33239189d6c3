/**
 * The products of attention, with heads where linear layers leave them: no head is split off or put back.
 * Shapes: q, k, v, context `[batch * length, heads * headWidth]`, scores and weights `[batch, heads, length, length]`.
 *
 *     scores = α q kᵀ         dq = α dscores k         dk = α dscoresᵀ q
 *     context = weights v     dweights = dcontext vᵀ   dv = weightsᵀ dcontext        for each text and head
 */
import type { Tensor } from "@tensorflow/tfjs";
import { type Strides, stridedMatMul } from "./strided-matmul.ts";

export interface Heads {
  batch: number;
  length: number;
  heads: number;
  headWidth: number;
}

const transposed = ({ row, column, ...rest }: Strides): Strides => ({ ...rest, row: column, column: row });

function layout({ batch, length, heads, headWidth }: Heads) {
  const width = heads * headWidth;
  return {
    rows: { group: length * width, member: headWidth, row: width, column: 1 },
    pairs: { group: heads * length * length, member: length * length, row: length, column: 1 },
    rowShape: [batch * length, width],
    pairShape: [batch, heads, length, length],
    families: { groups: batch, members: heads },
  };
}

/** `α x yᵀ` of rows x and y: a number for each pair of positions. */
export function pairProducts(x: Tensor, y: Tensor, at: Heads, alpha = 1): Tensor {
  const { rows, pairs, pairShape, families } = layout(at);
  const size = { m: at.length, n: at.length, k: at.headWidth };
  return stridedMatMul({ ...families, ...size, alpha }, [x, rows], [y, transposed(rows)], [pairShape, pairs]);
}

/** `α p x` of pairs p and rows x, or `α pᵀ x`: rows. */
export function mixRows(p: Tensor, x: Tensor, at: Heads, { alpha = 1, transpose = false } = {}): Tensor {
  const { rows, pairs, rowShape, families } = layout(at);
  const size = { m: at.length, n: at.headWidth, k: at.length };
  return stridedMatMul(
    { ...families, ...size, alpha },
    [p, transpose ? transposed(pairs) : pairs],
    [x, rows],
    [rowShape, rows],
  );
}
