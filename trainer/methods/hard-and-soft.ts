/**
 * Labels and the teacher's logits together. Source: Hinton, Vinyals and Dean, 2015, arXiv 1503.02531.
 *
 *     L = (1 - α) L_hard + α L_soft        L_soft = T² KL(softmax(t / T) ‖ softmax(s / T))
 *
 * Both are the task's own: cross-entropy and KL, squared errors of a regression, per position in question answering.
 */
import type { Scalar } from "@tensorflow/tfjs";
import * as z from "zod";
import { tf } from "../backend/tf.ts";
import type { Answers } from "../models/input-output.ts";
import type { LearnsFrom } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import type { Batch, Objective, ObjectiveKind, Terms } from "./method.ts";
import { type TeacherTargets, teacherOutputs } from "./teacher-outputs.ts";

export const Softness = z.strictObject({
  /** T: softens both distributions; a regression has none to soften. */
  temperature: z.number().positive(),
  /** α: weight of the teacher's answers; 1 - α is that of the labels. */
  alpha: z.number().min(0).max(1),
});
/** For students that may have a teacher in the task stage, and may not. */
export const DEFAULT_SOFTNESS = {
  temperature: Softness.shape.temperature.default(10),
  alpha: Softness.shape.alpha.default(0.5),
};
export type Softness = z.infer<typeof Softness>;

/** `(1 - α) L_hard + α L_soft` of a batch, and its two terms. No gradient in the teacher's logits. */
export function hardAndSoft(
  task: TrainingTask,
  { temperature, alpha }: Softness,
  student: Answers,
  teacher: Answers,
  { targets, input, alignment }: Pick<Batch, "targets" | "input" | "alignment">,
): { total: Scalar; terms: Terms } {
  const hard = task.hardLoss(student, targets, input);
  const soft = task.softLoss(student, teacher, temperature, input, alignment);
  return { total: tf.add(tf.mul(hard, 1 - alpha), tf.mul(soft, alpha)), terms: { hard, soft } };
}

type Loss = Objective<TeacherTargets>["loss"];

/** An objective in the teacher's logits, which asks nothing of the student's shape. `lossOf` is given its task. */
const ofLogits = (
  on: readonly LearnsFrom[],
  lossOf: (task: TrainingTask, options: Softness) => Loss,
): ObjectiveKind<Softness> => ({
  on,
  compares: { outputs: ["logits"], byToken: false },
  async create(setting) {
    const outputs = await teacherOutputs(setting, { layers: [], pooling: "mean" });
    return { teach: (batch) => outputs.targets(batch), loss: lossOf(setting.task!, setting.options) }; // it is not on text
  },
});

export const logitObjectives = {
  "labels-and-logits": ofLogits(
    ["task"],
    (task, options) => (output, batch, teacher) => hardAndSoft(task, options, output, teacher, batch),
  ),
  /** L_soft alone, which needs no labels. */
  logits: ofLogits(["transfer", "task"], (task, { temperature }) => (output, { input, alignment }, teacher) => {
    const soft = task.softLoss(output, teacher, temperature, input, alignment);
    return { total: soft, terms: { soft } };
  }),
};
