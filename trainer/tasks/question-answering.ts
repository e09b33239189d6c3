import { type Tensor1D, tf } from "../backend/tf.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { positionLogits } from "../nn/position-logits.ts";
import { softLoss } from "../nn/soft-loss.ts";
import { type GoldSpan, goldSpans, NOWHERE } from "./gold-spans.ts";
import type { Learning } from "./learning.ts";
import { logLoss } from "./log-loss.ts";
import { REFERENCE_OF } from "./reference-of.ts";

/** Where an answer starts and ends. Targets int32 `[batch, 2]`; logits `[batch * length, 2]`, start and end of each token. */
export const questionAnswering: Learning<"question-answering"> = {
  kind: "question-answering",
  pooling: "none",
  labels: () => ["start", "end"],
  unfit({ answers }) {
    if (answers.length === 0) return "without an answer";
    return answers.some(({ answer_start }) => answer_start !== undefined) ? null : "whose answer is not at its place";
  },
  targetsOf: (row, _labels, tokenizer) => goldSpans(row, tokenizer),
  targets: (examples) =>
    tf.tensor2d(
      examples.map(({ target }) => [...(target as GoldSpan)]),
      [examples.length, 2],
      "int32",
    ),
  // A mean over the rows of starts and ends is the mean over the batch of the mean of both.
  hardLoss: ({ logits }, targets, { mask }) =>
    crossEntropy(positionLogits(logits, mask), tf.reshape(targets, [-1]) as Tensor1D),
  softLoss: (student, teacher, temperature, { mask }) =>
    softLoss(positionLogits(student.logits, mask), positionLogits(teacher.logits, mask), temperature),
  /** Of windows that hold the answer alone: to point at [CLS] is no answer. */
  lossOf(logits, target) {
    const [first, last] = target as GoldSpan;
    if (first === NOWHERE[0]) return null;
    const column = (output: 0 | 1) => logits.filter((_, i) => i % 2 === output);
    return (logLoss(column(0), first) + logLoss(column(1), last)) / 2;
  },
  reference: REFERENCE_OF["question-answering"],
};
