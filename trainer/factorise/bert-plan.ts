/** A whole BERT under a plan: which tensors it has, and how many numbers and FLOPs they are. */
import { architectureOf, type BertConfig } from "../models/bert-config.ts";
import { size, tensorSpecs } from "../models/tensor-spec.ts";
import { type MatrixPlan, planFlops, planShapes, rankFor } from "./plan.ts";

/**
 * What may be factored: the word table; query, key, value and attention output alike; FFN up and down. Everything else
 * stays dense: biases, LayerNorms, position and segment tables, pooler and head.
 */
export interface BertPlan {
  word: MatrixPlan;
  attention: MatrixPlan;
  intermediate: MatrixPlan;
  output: MatrixPlan;
}

const PARTS: readonly [keyof BertPlan, RegExp][] = [
  ["word", /\.word_embeddings\.weight$/],
  ["attention", /\.attention\.(self\.(query|key|value)|output\.dense)\.weight$/],
  ["intermediate", /\.intermediate\.dense\.weight$/],
  ["output", /\.layer\.\d+\.output\.dense\.weight$/],
];

/** Which part of a plan decides about a tensor, by its Hugging Face name; none for what stays dense. */
export const planPart = (name: string): keyof BertPlan | undefined =>
  PARTS.find(([, pattern]) => pattern.test(name))?.[0];

/** Every tensor's name and shape in the order of the computation; factors hang under the name of their matrix. */
export function plannedShapes(config: BertConfig, plan: BertPlan): Map<string, number[]> {
  const entries = tensorSpecs(architectureOf(config)).flatMap(({ name, shape }): [string, number[]][] => {
    const part = planPart(name);
    if (part === undefined) return [[name, [...shape]]];
    return [...planShapes(shape as [number, number], plan[part])].map(([suffix, factor]) => [name + suffix, factor]);
  });
  return new Map(entries);
}

/** Numbers as served: head included, the pooler only where the configuration pools with it. */
export const plannedParameters = (config: BertConfig, plan: BertPlan): number => totalSize(plannedShapes(config, plan));

/** FLOPs of a token in the linear layers of the encoder: `layers * (4 attention + 2 FFN)`. */
export function plannedFlops({ layers, width, ffn }: BertConfig, plan: BertPlan): number {
  const attention = planFlops([width, width], plan.attention);
  return layers * (4 * attention + planFlops([ffn, width], plan.intermediate) + planFlops([width, ffn], plan.output));
}

/** The baseline of a plan: truncated SVD of the same matrices, each at the largest rank that stores no more numbers. */
export function lowRankAtEqualSize({ vocabulary, width, ffn }: BertConfig, plan: BertPlan): BertPlan {
  const replace = (matrix: [number, number], by: MatrixPlan): MatrixPlan => {
    if (by.kind !== "kronecker") return by;
    return { kind: "low_rank", rank: rankFor(matrix, totalSize(planShapes(matrix, by))) };
  };
  return {
    word: replace([vocabulary, width], plan.word),
    attention: replace([width, width], plan.attention),
    intermediate: replace([ffn, width], plan.intermediate),
    output: replace([width, ffn], plan.output),
  };
}

const totalSize = (shapes: ReadonlyMap<string, readonly number[]>) =>
  [...shapes.values()].reduce((sum, shape) => sum + size(shape), 0);
