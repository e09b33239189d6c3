import { lowRank } from "../../factorise/low-rank.ts";
import { type Matrix, nearestKronecker } from "../../factorise/nearest-kronecker.ts";
import type { MatrixPlan } from "../../factorise/plan.ts";
import type { Weights } from "../weights.ts";
import type { BertPlan } from "./config.ts";

const PARTS: readonly [keyof BertPlan, RegExp][] = [
  ["word", /\.word_embeddings\.weight$/],
  ["attention", /\.attention\.(self\.(query|key|value)|output\.dense)\.weight$/],
  ["intermediate", /\.intermediate\.dense\.weight$/],
  ["output", /\.layer\.\d+\.output\.dense\.weight$/],
];

/** Which part of a plan decides about a tensor, by its Hugging Face name; none for what stays dense. */
export const planPart = (name: string): keyof BertPlan | undefined =>
  PARTS.find(([, pattern]) => pattern.test(name))?.[0];

/**
 * A dense BERT's weights under a plan: every covered matrix gives way to the factors nearest to it in the Frobenius norm
 * (Kronecker products by Van Loan and Pitsianis, low rank by truncated SVD), everything else stays as it is.
 * Source: KroneckerBERT, arXiv 2109.06243, section 3. Throws RangeError where a plan does not fit its matrix.
 */
export function factorWeights(weights: ReadonlyMap<string, Weights>, plan: BertPlan): Map<string, Weights> {
  const factored = new Map<string, Weights>();
  for (const [name, dense] of weights) {
    const part = planPart(name);
    if (part === undefined || plan[part].kind === "dense") factored.set(name, dense);
    else for (const [suffix, by] of factorsOf(dense as Weights & Matrix, plan[part])) factored.set(name + suffix, by);
  }
  return factored;
}

/** The factors by what is appended to the matrix's name. */
function factorsOf(matrix: Matrix, plan: Exclude<MatrixPlan, { kind: "dense" }>): [string, Weights][] {
  const weights = ({ shape, data }: Matrix): Weights => ({ shape: [...shape], data });
  if (plan.kind === "low_rank") {
    const { u, v } = lowRank(matrix, plan.rank);
    return [
      [".low_rank.u", weights(u)],
      [".low_rank.v", weights(v)],
    ];
  }
  return nearestKronecker(matrix, plan).terms.flatMap(({ a, b }, i): [string, Weights][] => [
    [`.kronecker.${i}.a`, weights(a)],
    [`.kronecker.${i}.b`, weights(b)],
  ]);
}
