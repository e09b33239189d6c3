import type { Scalar } from "@tensorflow/tfjs";
import type { Tensor1D } from "../backend/tf.ts";
import type { BertInput, BertOutput } from "../models/bert.ts";

/** What a batch offers to a loss beside the model's output. */
export interface LossInput {
  input: BertInput;
  /** int32 `[batch]` */
  labels: Tensor1D;
  /** The examples' positions in the training set, by which teacher outputs are found. */
  positions: readonly number[];
}

/** A training objective: what distinguishes one compression method's training from another's. */
export interface Objective {
  /**
   * The loss of a batch, a mean over its examples, and its named terms for the log (unweighted).
   * Called inside a tidy, differentiated in the model's parameters.
   */
  loss(output: BertOutput, batch: LossInput): { total: Scalar; terms: Record<string, Scalar> };
}
