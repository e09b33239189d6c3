import { type MatrixPlan, planFlops, planShapes } from "../../trainer/factorise/plan.ts";
import { rankBound } from "../../trainer/factorise/rank-bound.ts";
import { lowRankAtEqualSize, plannedParameters } from "../../trainer/models/bert/bert-plan.ts";
import type { BertConfig, BertPlan } from "../../trainer/models/bert/config.ts";
import { size } from "../../trainer/models/tensor-spec.ts";

export interface PlannedPart {
  part: keyof BertPlan;
  /** How many such matrices the model has. */
  matrices: number;
  matrix: [out: number, width: number];
  plan: MatrixPlan;
  /** Of all of them together; biases are not theirs. */
  parameters: number;
  /** Of the whole model's parameters. */
  share: number;
  /** Of all of them, for one token; null for the word table, where rows are looked up. */
  flops: number | null;
  /** What one of them can have at most. */
  rank: number;
  /** The rank of the truncated SVD that stores no more numbers; null of what stays dense. */
  svd_rank: number | null;
}

export const PART_NAMES: Readonly<Record<keyof BertPlan, string>> = {
  word: "word table",
  attention: "query, key, value, output",
  intermediate: "FFN up",
  output: "FFN down",
};

/** The matrices that a plan decides about, part by part. */
export function plannedParts(config: BertConfig, plan: BertPlan): PlannedPart[] {
  const { layers } = config;
  const total = plannedParameters(config, plan);
  const svd = lowRankAtEqualSize(config, plan);
  const counts: Record<keyof BertPlan, number> = {
    word: 1,
    attention: 4 * layers,
    intermediate: layers,
    output: layers,
  };
  const sizes = matrixSizes(config);
  return (Object.keys(counts) as (keyof BertPlan)[]).map((part) => {
    const [matrices, matrix, by, baseline] = [counts[part], sizes[part], plan[part], svd[part]];
    const parameters = matrices * [...planShapes(matrix, by).values()].reduce((sum, shape) => sum + size(shape), 0);
    return {
      part,
      matrices,
      matrix,
      plan: by,
      parameters,
      share: parameters / total,
      flops: part === "word" ? null : matrices * planFlops(matrix, by),
      rank: rankBound(matrix, by),
      svd_rank: by.kind === "kronecker" && baseline.kind === "low_rank" ? baseline.rank : null,
    };
  });
}

/** `[out, in]` of the matrices of each part. */
export const matrixSizes = ({ vocabulary, width, ffn }: Pick<BertConfig, "vocabulary" | "width" | "ffn">) =>
  ({
    word: [vocabulary, width],
    attention: [width, width],
    intermediate: [ffn, width],
    output: [width, ffn],
  }) satisfies Record<keyof BertPlan, [number, number]>;
