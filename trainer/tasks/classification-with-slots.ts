import type { Scalar } from "@tensorflow/tfjs";
import { encodeWithWords } from "../../eval/answers/encode-with-words.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import type { Answers } from "../models/input-output.ts";
import { UNLABELLED } from "../nn/labelled-cross-entropy.ts";
import { classification } from "./classification.ts";
import type { Learning, Target } from "./learning.ts";
import { tagging, tokenTargets } from "./tagging.ts";

/**
 * One of a few labels for a text, and one of `slots` for each of its space-separated words: intents with slots. Sources: Goo et al.,
 * NAACL 2018; Chen, Zhuo and Wang 2019, arXiv 1902.10909.
 *
 *     L = L_class + L_slots          each as the task of its own has it: a mean over texts, and one over the tokens that are counted
 *
 * Targets int32 `[batch, 1 + length]`: the label's index, then those of the tokens' tags as `tagging` has them; logits `[batch, labels]`
 * and slots `[batch * length, slots]`. What chooses among a run's weights is the share of rows that are right in all.
 */
export const classificationWithSlots = (slots: readonly string[]): Learning<"classification"> => ({
  ...classification,
  slots,
  primary: "frame_accuracy",
  targetsOf(row, labels, tokenizer) {
    const { encoding, firstPieces, tokens } = encodeWithWords(row, tokenizer);
    const tags = tokenTargets(row.slots ?? [], slots, firstPieces, tokens);
    const second = Array(encoding.ids.length - tokens).fill(UNLABELLED);
    return [[labels.indexOf(row.label), ...tags, ...second]];
  },
  noTarget: [UNLABELLED],
  targets(examples) {
    const label = classification.targets(examples.map((each) => ({ ...each, target: labelOf(each.target) })));
    const tags = tagging.targets(examples.map((each) => ({ ...each, target: tagsOf(each.target) })));
    return tf.concat([label, tags].map((part) => tf.reshape(part, [examples.length, -1])) as Tensor2D[], 1);
  },
  hardLoss(student, targets, input) {
    const [batch, columns] = targets.shape as [number, number];
    const part = (from: number, size: number) =>
      tf.reshape(tf.slice(targets as Tensor2D, [0, from], [batch, size]), [-1]);
    // What is not labelled is left out of either mean alike.
    const label = tagging.hardLoss({ logits: student.logits }, part(0, 1), input);
    return tf.add<Scalar>(label, tagging.hardLoss(ofTokens(student), part(1, columns - 1), input));
  },
  softLoss: (student, teacher, temperature, input, alignment) =>
    tf.add<Scalar>(
      classification.softLoss(student, teacher, temperature, input),
      tagging.softLoss(ofTokens(student), ofTokens(teacher), temperature, input, alignment),
    ),
  lossOf(logits, target) {
    const tags = tagsOf(target);
    const label = logits.subarray(0, logits.length - tags.length * slots.length);
    const ofSlots = tags.some((tag) => tag >= 0) ? tagging.lossOf(logits.subarray(label.length), tags)! : 0;
    return classification.lossOf(label, labelOf(target))! + ofSlots;
  },
  reference: (row, logits) => ({ ...classification.reference(row, logits), ...(row.slots && { slots: row.slots }) }),
});

const labelOf = (target: Target): number => (target as readonly number[])[0];
const tagsOf = (target: Target): number[] => (target as readonly number[]).slice(1);

/** A model's slots as a tagger's answer. */
const ofTokens = ({ slots }: Answers): Answers => ({ logits: slots as Tensor });
