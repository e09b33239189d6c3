/**
 * XtremeDistil's losses, each a mean over texts, or over tokens where the task asks about tokens. z is what the student's head reads,
 * h_l the teacher's layer l at the same token (of a text the mean over its tokens, which a mean-pooled head reads), r and t their logits:
 *
 *     L_CE = -log softmax(r)[y]                    the gold label; `hard`: the teacher's argmax in its place (arXiv 1910.01769)
 *     L_LL = ½ ‖r - (t - mean(t))‖²                equation 3; softmax doesn't see the constant that is taken away
 *     L_RL = mean((z - h_l)²)                      the code's; the paper's KL of vectors that are no distributions ignores negative ones
 *     joint: α L_CE + β L_RL + γ L_LL              equation 6
 *
 * Where only some rows have labels (`task+transfer`), L_CE is a mean over these. Of slots beside a class L_CE and L_LL are sums of the
 * class's and the slots', which are means over the tokens but [CLS] and [SEP]; the paper has no such task. Where the teacher reads other
 * tokens, both say of each part of a text that both have the mean of its tokens' numbers (`data/align-tokens.ts`).
 *
 * Of several labels a text, each by itself (no task of the paper's): `hard` is the binary cross-entropy of what the teacher holds for more
 * likely than not, and L_LL takes nothing away, since a sigmoid does see a constant.
 */
import type { Scalar } from "@tensorflow/tfjs";
import * as z from "zod";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import type { Answers, OutputName } from "../models/input-output.ts";
import { alignedStates } from "../nn/aligned-means.ts";
import { binaryCrossEntropy } from "../nn/binary-cross-entropy.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { meanSquaredError } from "../nn/mean-squared-error.ts";
import type { LearnsFrom } from "../recipes/recipe.ts";
import { inner } from "../tasks/tagging.ts";
import { labels } from "./fine-tuned.ts";
import type { Batch, ObjectiveKind, Setting, Terms } from "./method.ts";
import { middleLayer, type Taught, teaching } from "./xtremedistil-teacher.ts";

export const LossWeights = z.strictObject({
  /** l, 1-based; null is the one at 7/12 of the teacher's depth. */
  teacher_layer: z.int().nonnegative().nullable().default(null),
  /** Of the labels, in the two losses that are sums. */
  alpha: z.number().nonnegative().default(1),
  /** Of the representation. */
  beta: z.number().nonnegative().default(1),
  /** Of the logits. */
  gamma: z.number().nonnegative().default(1),
});
export type LossWeights = z.infer<typeof LossWeights>;

/** What a term is computed from. */
interface Given {
  setting: Setting<LossWeights>;
  output: Answers & { pooled: Tensor };
  batch: Batch;
  taught: Taught;
  counted: Counted;
}

/** Which rows of logits count. */
interface Counted {
  rows: number;
  /** `[n, 1]`; none: all of them. */
  mask?: Tensor;
}

const TERMS = {
  label: ({ setting, output, batch }: Given): Scalar => setting.task!.hardLoss(output, batch.targets, batch.input),
  hard: (given: Given): Scalar => overAnswers(given, hasSeveral(given) ? guessesLoss : guessLoss),
  logits: (given: Given): Scalar =>
    overAnswers(given, (student, teacher, { rows, mask }) =>
      meanSquaredError(student, hasSeveral(given) ? teacher : centred(teacher), 2 * rows, mask),
    ),
  representation: ({ setting, output, taught, counted, batch }: Given): Scalar => {
    const pair = [output.pooled, taught.states!] as const;
    const [own, states] = setting.student.pooling === "none" ? byParts(...pair, batch) : pair;
    return meanSquaredError(own, states, counted.rows * own.shape[1]!, counted.mask);
  },
} as const;
type Term = keyof typeof TERMS;

type LossOfLogits = (student: Tensor, teacher: Tensor, counted: Counted) => Scalar;

/** Of the answer, and of slots where there are some: the sum of both. */
function overAnswers({ setting, output, taught, counted, batch }: Given, loss: LossOfLogits): Scalar {
  const pair = [output.logits, taught.logits] as const;
  const own = loss(...(setting.student.pooling === "none" ? byParts(...pair, batch) : pair), counted);
  if (output.slots === undefined) return own;
  return tf.add<Scalar>(own, loss(...byParts(output.slots, taught.slots!, batch), innerTokens(batch)));
}

/** Numbers of tokens, `[batch * length, width]` of each reader, as what can be compared: of aligned parts where their tokens differ. */
function byParts(student: Tensor, teacher: Tensor, { alignment }: Batch): [Tensor, Tensor] {
  if (alignment === undefined) return [student, teacher];
  return [alignedStates(student, alignment.student), alignedStates(teacher, alignment.teacher)];
}

/** `-log softmax(s)[argmax t]` */
const guessLoss: LossOfLogits = (student, teacher, { rows, mask }) => {
  const guessed = tf.argMax(teacher, 1) as Tensor1D;
  if (mask === undefined) return crossEntropy(student, guessed);
  const gold = tf.mul(tf.oneHot(guessed, student.shape[1]!), mask);
  return tf.div(tf.neg(tf.sum(tf.mul(gold, tf.logSoftmax(student)))), rows);
};

/** `-log σ(s)` of the labels that the teacher's sigmoid gives 0.5 or more, `-log (1 - σ(s))` of the others; a mean over the labels. */
const guessesLoss: LossOfLogits = (student, teacher) =>
  binaryCrossEntropy(student, tf.cast(tf.greaterEqual(teacher, 0), "float32"));

const hasSeveral = ({ setting }: Given): boolean => setting.task?.task === "multi-label-classification";

/** The logits less their mean; the one of a regression as it is. */
const centred = (logits: Tensor): Tensor => (logits.shape[1] === 1 ? logits : tf.sub(logits, tf.mean(logits, 1, true)));

function countedOf({ student }: Setting<LossWeights>, { input, alignment }: Batch): Counted {
  const [batch, length] = input.mask.shape;
  if (student.pooling !== "none") return { rows: batch };
  if (alignment) return { rows: total(alignment.mask), mask: tf.reshape(alignment.mask, [-1, 1]) };
  const tokens = input.lengths?.reduce((sum, n) => sum + n, 0) ?? tf.sum(input.mask).dataSync()[0]!;
  return { rows: tokens, ...(!input.full && { mask: tf.reshape(input.mask, [batch * length, 1]) }) };
}

/** The tokens, or aligned parts, but [CLS] and [SEP]. */
function innerTokens({ input, alignment }: Batch): Counted {
  const mask = alignment?.mask ?? input.mask;
  const counts = (alignment === undefined && input.lengths) || rowSums(mask);
  const rows = counts.reduce((sum, n) => sum + Math.max(n - 2, 0), 0);
  return { rows: Math.max(rows, 1), mask: tf.reshape(inner(mask), [-1, 1]) };
}

const rowSums = (mask: Tensor): number[] => [...tf.sum(mask, 1).dataSync()];
const total = (mask: Tensor): number => rowSums(mask).reduce((sum, n) => sum + n, 0);

/** The weighted sum of some terms. */
const sumOf = (
  on: readonly LearnsFrom[],
  weights: (options: LossWeights) => Partial<Record<Term, number>>,
  compares: ObjectiveKind<LossWeights>["compares"],
): ObjectiveKind<LossWeights> => ({
  on,
  compares,
  async create(setting) {
    const weighed = Object.entries(weights(setting.options)) as [Term, number][];
    const asksFor = weighed.some(([term]) => term === "representation");
    const teacher = await teaching(setting, asksFor ? middleLayer(setting) : null);
    return {
      teach: teacher.teach,
      loss(output, batch, taught: Taught) {
        const given = { setting, output, batch, taught, counted: countedOf(setting, batch) };
        const terms: Terms = Object.fromEntries(weighed.map(([term]) => [term, TERMS[term](given)]));
        const total = tf.addN(weighed.map(([term, weight]) => tf.mul<Scalar>(terms[term], weight))) as Scalar;
        return { total, terms };
      },
      dispose: teacher.dispose,
    };
  },
});

const LOGITS: { outputs: readonly OutputName[]; byToken: boolean } = { outputs: ["logits"], byToken: false };
const VECTORS = {
  outputs: ["logits", "pooled"],
  taught: ["logits", "hiddenStates"],
  byToken: false,
} as const satisfies ObjectiveKind<LossWeights>["compares"];

const UNLABELLED_TOO: readonly LearnsFrom[] = ["transfer", "task+transfer", "task"];

/** By the name that a stage says; the letters are the paper's strategies. */
export const strategies = {
  /** D4's last stage; alone D0. */
  labels,
  /** D1, and the second stage of D3. */
  "labels-and-logits": sumOf(
    ["task+transfer", "task"],
    ({ alpha, gamma }) => ({ label: alpha, logits: gamma }),
    LOGITS,
  ),
  /** D2. */
  joint: sumOf(
    ["task+transfer", "task"],
    ({ alpha, beta, gamma }) => ({ label: alpha, representation: beta, logits: gamma }),
    VECTORS,
  ),
  /** The first stage of D3 and D4. */
  representation: sumOf(UNLABELLED_TOO, () => ({ representation: 1 }), VECTORS),
  /** D4's second stage; alone, soft distillation. */
  logits: sumOf(UNLABELLED_TOO, () => ({ logits: 1 }), LOGITS),
  /** Hard distillation. */
  hard: { ...sumOf(UNLABELLED_TOO, () => ({ hard: 1 }), LOGITS), ofLabels: true },
} satisfies Record<string, ObjectiveKind<LossWeights>>;
