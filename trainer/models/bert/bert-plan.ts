/** A whole BERT under a plan: how many numbers and FLOPs it is, and which plan of another kind is as large. */

import { type MatrixPlan, planFlops, planShapes, rankFor } from "../../factorise/plan.ts";
import { size } from "../tensor-spec.ts";
import { type BertConfig, type BertPlan, tableWidth } from "./config.ts";
import { bertShapes } from "./tensors.ts";

/** Numbers as served: head included, the pooler only where the configuration pools with it. */
export const plannedParameters = (config: BertConfig, plan: BertPlan): number =>
  totalSize(bertShapes({ ...config, plan }));

/** FLOPs of a token in the linear layers of the encoder: `layers * (4 attention + 2 FFN)`. */
export function plannedFlops({ layers, width, ffn }: BertConfig, plan: BertPlan): number {
  const attention = planFlops([width, width], plan.attention);
  return layers * (4 * attention + planFlops([ffn, width], plan.intermediate) + planFlops([width, ffn], plan.output));
}

/** The baseline of a plan: truncated SVD of the same matrices, each at the largest rank that stores no more numbers. */
export function lowRankAtEqualSize(config: BertConfig, plan: BertPlan): BertPlan {
  const { vocabulary, width, ffn } = config;
  const replace = (matrix: [number, number], by: MatrixPlan): MatrixPlan => {
    if (by.kind !== "kronecker") return by;
    return { kind: "low_rank", rank: rankFor(matrix, totalSize(planShapes(matrix, by))) };
  };
  return {
    word: replace([vocabulary, tableWidth(config)], plan.word),
    attention: replace([width, width], plan.attention),
    intermediate: replace([ffn, width], plan.intermediate),
    output: replace([width, ffn], plan.output),
  };
}

const totalSize = (shapes: ReadonlyMap<string, readonly number[]>) =>
  [...shapes.values()].reduce((sum, shape) => sum + size(shape), 0);
