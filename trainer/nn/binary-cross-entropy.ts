import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import { shareMean } from "./mean-of-rows.ts";

/**
 * Mean over the rows of the mean over the labels of `-z log σ(x) - (1 - z) log(1 - σ(x))`, which is `softplus(x) - x z`: PyTorch's
 * `BCEWithLogitsLoss`. By `shares` `[n]` where they are given (`sharesOf`). Shapes: logits x `[n, labels]`, targets z, probabilities, alike or
 * broadcast to them -> `[]`. No gradient in the targets is asked for.
 */
export const binaryCrossEntropy = (logits: Tensor, targets: Tensor, shares?: Tensor1D): Scalar =>
  shareMean(tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, targets)), -1), shares);

/**
 * Mean over rows and labels of `T² KL(Bernoulli(σ(t / T)) ‖ Bernoulli(σ(s / T)))`: cross-entropy against the teacher's probabilities less
 * their own entropy. What `softLoss` is of classes, for labels that each hold by themselves. Shapes `[n, labels]` -> `[]`. The teacher's logits
 * are constants.
 */
export function bernoulliSoftLoss(student: Tensor, teacher: Tensor, temperature: number): Scalar {
  const taught = tf.div(teacher, temperature);
  const goal = tf.sigmoid(taught);
  const kl = tf.sub(binaryCrossEntropy(tf.div(student, temperature), goal), binaryCrossEntropy(taught, goal));
  return tf.mul<Scalar>(kl, temperature * temperature);
}
