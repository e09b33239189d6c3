/** A BERT's matrices as its plan stores them: applied, and read row by row, without ever being built. */

import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import type { MatrixPlan } from "../factorise/plan.ts";
import { embedding } from "../nn/embedding.ts";
import { kroneckerEmbedding } from "../nn/kronecker-embedding.ts";
import { kroneckerMatMul } from "../nn/kronecker-matmul.ts";
import { addBiases, linears } from "../nn/linear.ts";
import { lowRankMatMul } from "../nn/low-rank-matmul.ts";
import type { Parameters } from "./weights.ts";

/** `x Wᵀ`, W stored as planned under `name`. Shapes: x `[n, in]` -> `[n, out]`. */
export function times(p: Parameters, name: string, plan: MatrixPlan, x: Tensor): Tensor {
  switch (plan.kind) {
    case "dense":
      return tf.matMul(x as Tensor2D, p[name] as Tensor2D, false, true);
    case "kronecker":
      return kroneckerMatMul(x, kroneckerTerms(p, name, plan.terms));
    case "low_rank":
      return lowRankMatMul(x, p[`${name}.low_rank.u`], p[`${name}.low_rank.v`]);
  }
}

/** `x Wᵀ + b` of several matrices under one plan and of one size. Shapes: x `[n, in]` -> `[n, out]` each. */
export function linearsOf(p: Parameters, names: readonly string[], plan: MatrixPlan, x: Tensor): Tensor[] {
  const biases = names.map((name) => p[`${name}.bias`]);
  if (plan.kind === "dense") {
    return linears(
      x,
      names.map((name, i) => ({ weight: p[`${name}.weight`], bias: biases[i] })),
    );
  }
  return addBiases(
    names.map((name) => times(p, `${name}.weight`, plan, x)),
    biases,
  );
}

/** Rows of the word table, stored as planned under `name`: `[n, width]`. */
export function wordVectors(p: Parameters, name: string, plan: MatrixPlan, ids: Tensor1D): Tensor {
  switch (plan.kind) {
    case "dense":
      return embedding(p[name], ids);
    case "kronecker": {
      const terms = kroneckerTerms(p, name, plan.terms).map(({ a, b }) => kroneckerEmbedding(a, b, ids));
      return terms.length === 1 ? terms[0] : tf.addN(terms);
    }
    case "low_rank":
      return tf.matMul(embedding(p[`${name}.low_rank.u`], ids), p[`${name}.low_rank.v`] as Tensor2D);
  }
}

const kroneckerTerms = (p: Parameters, name: string, terms: number) =>
  Array.from({ length: terms }, (_, i) => ({ a: p[`${name}.kronecker.${i}.a`], b: p[`${name}.kronecker.${i}.b`] }));
