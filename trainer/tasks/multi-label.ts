import { USUAL_THRESHOLD } from "../../eval/answers/held-labels.ts";
import { sigmoid } from "../../eval/answers/sigmoid.ts";
import { type Tensor2D, tf } from "../backend/tf.ts";
import { bernoulliSoftLoss, binaryCrossEntropy } from "../nn/binary-cross-entropy.ts";
import { UNLABELLED } from "../nn/labelled-cross-entropy.ts";
import { sharesOf } from "../nn/shares.ts";
import { bestThreshold } from "./best-threshold.ts";
import type { Learning, Target } from "./learning.ts";
import { REFERENCE_OF } from "./reference-of.ts";
import { textOf } from "./unlabelled.ts";

/**
 * Any of a few labels, or none, each by itself. Targets float32 `[batch, labels]`, 1 where the label holds, else 0, UNLABELLED all along where
 * nobody said; logits `[batch, labels]`. While a run's weights are chosen by dev, a label holds from a sigmoid of 0.5 on; the thresholds of what is
 * exported are chosen on dev then.
 */
export const multiLabel: Learning<"multi-label"> = {
  kind: "multi-label",
  pooling: null,
  labels: ({ labels = [] }) => labels,
  targetsOf: ({ labels: own }, labels) => [labels.map((label) => Number(own.includes(label)))],
  unlabelled: (row) => ({ id: row.id, ...textOf(row), labels: [] }),
  noTarget: [],
  targets(examples) {
    const rows = examples.map(({ target }) => target as readonly number[]);
    const width = Math.max(1, ...rows.map(({ length }) => length));
    const values = Float32Array.from(rows.flatMap((row) => (row.length === 0 ? Array(width).fill(UNLABELLED) : row)));
    return tf.tensor2d(values, [rows.length, width]);
  },
  hardLoss({ logits }, targets) {
    if (!targets.dataSync().includes(UNLABELLED)) return binaryCrossEntropy(logits, targets); // the host has kept what came from it
    const first = tf.slice(targets as Tensor2D, [0, 0], [-1, 1]);
    const counted = tf.cast(tf.greaterEqual(first, 0), "float32");
    return binaryCrossEntropy(logits, tf.maximum(targets, 0), sharesOf(counted));
  },
  softLoss: (student, teacher, temperature) => bernoulliSoftLoss(student.logits, teacher.logits, temperature),
  lossOf(logits, target) {
    const labels = target as readonly number[];
    if (labels.length === 0) return null;
    return labels.reduce((sum, label, i) => sum + softplus(logits[i]) - logits[i] * label, 0) / labels.length;
  },
  thresholds: (logits, targets, { length }) =>
    Array.from({ length }, (_, label) => thresholdOn(logits, targets, label)),
  reference: REFERENCE_OF["multi-label"],
};

/** `log(1 + exp(x))` without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

function thresholdOn(logits: readonly Float32Array[], targets: readonly Target[], label: number): number {
  const scores = logits.map((row) => sigmoid(row[label]));
  const gold = targets.map((target) => (target as readonly number[])[label] === 1);
  return bestThreshold(scores, gold, USUAL_THRESHOLD);
}
