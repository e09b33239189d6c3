/**
 * Patient knowledge distillation. Source: Sun, Cheng, Gan and Liu, EMNLP 2019, arXiv 1908.09355.
 *
 *     L = (1 - α) L_CE + α T² KL(softmax(t / T) ‖ softmax(s / T)) + β' L_PT
 *     L_PT = mean over examples and matched layers of ‖ h_s/‖h_s‖ - h_t/‖h_t‖ ‖²      (0..4)
 *
 * All three are means over the batch. The paper sums; its code takes KL·T² and a mean over the d elements as well,
 * so that the code's β is `d β'` here: its 500 at d = 768 is β' = 0.651.
 * The patience vector is the masked mean of a layer, not [CLS], because that is what a mean-pooled head reads.
 */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import type { Objective } from "./method.ts";

export interface PkdOptions {
  /** T: softens both distributions. */
  temperature: number;
  /** α: weight of the soft labels; 1 - α is that of the hard ones. */
  alpha: number;
  /** β': weight of the patience term, of the mean squared distance per layer. */
  beta: number;
  /** Whether hidden vectors are scaled to length 1 before they are compared. */
  normalise: boolean;
}

/** A frozen teacher's outputs for the examples at `positions`. */
export interface TeacherTargets {
  /** `[batch, classes]` */
  logits: Tensor2D;
  /** One per matched student layer 1..M, `[batch, width]`: the teacher's vector at layer I(j). */
  states: Tensor2D[];
}

/**
 * I(1..M), the teacher layers that the student's layers 1..M = L_s - 1 are matched with (1-based; 0 is the embedding
 * output). Skip: every k-th, k = L_t / L_s; Last: the last ones but one. The student's last layer is left out: it
 * feeds the classifier. Throws RangeError when Skip has no integer k, or when the student is not shallower.
 */
export function layerMap(map: "skip" | "last", teacherLayers: number, studentLayers: number): number[] {
  if (studentLayers < 2 || studentLayers >= teacherLayers)
    throw new RangeError(`PKD needs a student of 2 to ${teacherLayers - 1} layers, got ${studentLayers}`);
  const k = teacherLayers / studentLayers;
  if (map === "skip" && !Number.isInteger(k))
    throw new RangeError(
      `PKD-Skip needs ${teacherLayers} teacher layers to be a multiple of the student's ${studentLayers}`,
    );
  const at = (j: number) => (map === "skip" ? k * j : teacherLayers - studentLayers + j);
  return Array.from({ length: studentLayers - 1 }, (_, i) => at(i + 1));
}

/** Mean over examples of `T² KL(softmax(t / T) ‖ softmax(s / T))`. Shapes `[n, classes]`; no gradient in t. */
export function softLoss(student: Tensor, teacher: Tensor, temperature: number): Scalar {
  const target = tf.softmax(tf.div(teacher, temperature));
  const logTarget = tf.logSoftmax(tf.div(teacher, temperature) as Tensor2D);
  const logStudent = tf.logSoftmax(tf.div(student, temperature) as Tensor2D);
  const kl = tf.sum(tf.mul(target, tf.sub(logTarget, logStudent)), -1);
  return tf.mul(tf.mean(kl), temperature * temperature);
}

/** Mean over examples and layers of the squared distance between matched vectors, each `[n, width]`. */
export function patienceLoss(student: readonly Tensor[], teacher: readonly Tensor[], normalise: boolean): Scalar {
  const prepare = (t: Tensor) => (normalise ? unit(t) : t);
  const perLayer = student.map((s, j) => tf.mean(tf.sum(tf.square(tf.sub(prepare(s), prepare(teacher[j]))), -1)));
  return tf.div(tf.addN(perLayer), perLayer.length);
}

/** Each row divided by its length; the epsilon inside the root only keeps a zero vector's gradient finite. */
const unit = (t: Tensor) => tf.mul(t, tf.rsqrt(tf.add(tf.sum(tf.square(t), -1, true), 1e-24)));

/** The objective. `targets` gives the cached teacher outputs by training position; they get no gradient. */
export function pkd(options: PkdOptions, targets: (positions: readonly number[]) => TeacherTargets): Objective {
  const { temperature, alpha, beta, normalise } = options;
  return {
    loss({ logits, hiddenStates }, { input, labels, positions }) {
      const teacher = targets(positions);
      const matched = teacher.states.map((_, j) => maskedMean(hiddenStates[j + 1], input.mask));
      const hard = crossEntropy(logits, labels);
      const soft = softLoss(logits, teacher.logits, temperature);
      const patience = patienceLoss(matched, teacher.states, normalise);
      const total = tf.addN([tf.mul(hard, 1 - alpha), tf.mul(soft, alpha), tf.mul(patience, beta)]) as Scalar;
      return { total, terms: { cross_entropy: hard, soft, patience } };
    },
  };
}
