import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import type { Directions } from "../factorise/principal-directions.ts";
import { WORD_TABLE } from "../models/bert/tensors.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import { embedding } from "../nn/embedding.ts";
import { linear } from "../nn/linear.ts";
import { asCompanion, companionOf } from "./companions.ts";
import type { SecondTable } from "./mixed-reader.ts";

const AFFINE = "affine";

/** A and b as the principal directions of the teacher's words. */
export const freshAffine = ({ axes, origin }: Directions): Map<string, Weights> =>
  asCompanion(AFFINE, [
    ["weight", axes],
    ["bias", { shape: [origin.length], data: origin }],
  ]);

/**
 * The student's own narrow word table, raised to the teacher's width: `A E_s[id] + b` is read, and guessed is by `E_s (Aᵀ g)`; the constant
 * `b · g` would fall out of the softmax. Shapes: A `[D, d]`, b `[D]`, E_s `[V_s, d]`.
 * Source: Zhao et al., arXiv 1909.11687 v2; that the logits are tied to E_s is a choice made here.
 */
export const affineTable: SecondTable = {
  vectors(parameters: Parameters, ids: Tensor1D): Tensor {
    const { weight, bias } = companionOf(parameters, AFFINE);
    return linear(embedding(parameters[WORD_TABLE]!, ids), weight!, bias!);
  },
  logits(parameters: Parameters, transformed: Tensor2D): Tensor {
    const { weight } = companionOf(parameters, AFFINE);
    const narrow = tf.matMul(transformed, weight as Tensor2D);
    return tf.matMul(narrow, parameters[WORD_TABLE] as Tensor2D, false, true);
  },
};
