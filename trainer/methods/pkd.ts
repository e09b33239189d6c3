/**
 * Patient knowledge distillation. Source: Sun, Cheng, Gan and Liu, EMNLP 2019, arXiv 1908.09355.
 *
 *     L = (1 - α) L_CE + α T² KL(softmax(t / T) ‖ softmax(s / T)) + β' L_PT
 *     L_PT = mean over examples and matched layers of ‖ h_s/‖h_s‖ - h_t/‖h_t‖ ‖²      (0..4)
 *
 * All three are means over the batch. The paper sums over it; the authors' code takes means over the elements of a row, too:
 * over the d of a vector, so that its β is `d β'` here (its 500 at d = 768 is β' = 0.651), and over the C classes of KL, so
 * that its soft term weighs 1 / C of what it does here at the same α: half of it where there are two classes.
 * The optimiser is AdamW with bias correction; the authors' BertAdam has none, and its first steps are up to three times larger.
 * The first two are the task's: squared errors of a regression, which the paper does not have, cross-entropies per
 * position in question answering. L_PT is the same for all.
 */
import type { Scalar } from "@tensorflow/tfjs";
import * as z from "zod";
import { tf } from "../backend/tf.ts";
import { descriptionOf } from "../models/describe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { beginsAtEncoder, firstLayers, firstLayersOf } from "./first-layers.ts";
import { hardAndSoft, logitObjectives, Softness } from "./hard-and-soft.ts";
import { layerMap } from "./layer-map.ts";
import { type Batch, method, type Objective } from "./method.ts";
import { PATIENCE_VECTOR, patienceLoss } from "./patience.ts";
import { type TeacherTargets, teacherOutputs } from "./teacher-outputs.ts";

const Options = Softness.extend({
  /** How many of the encoder's first layers are kept. */
  layers: z.int().positive(),
  /** β': weight of the mean squared distance per layer. */
  beta: z.number().nonnegative(),
  /** Whether hidden vectors are scaled to length 1 before they are compared. */
  normalise: z.boolean().default(true),
  /** How a layer becomes one vector: the mean of its tokens, which a mean-pooled head reads, or the paper's [CLS]. */
  pooling: z.enum(["mean", "cls"]).default("mean"),
});
export type PkdOptions = z.infer<typeof Options>;

/** The loss with its teacher given: `teach` finds its logits, and its vectors at layers I(1..M). */
export function pkdObjective(
  task: TrainingTask,
  options: Omit<PkdOptions, "layers">,
  teach: (batch: Batch) => TeacherTargets,
): Objective<TeacherTargets> {
  const vector = PATIENCE_VECTOR[options.pooling];
  return {
    teach,
    loss(output, batch, teacher) {
      const { total, terms } = hardAndSoft(task, options, output, teacher, batch);
      const matched = teacher.states.map((_, j) => vector(output.hiddenStates[j + 1], batch.input.mask));
      const patience = patienceLoss(matched, teacher.states, options.normalise);
      return { total: tf.add<Scalar>(total, tf.mul(patience, options.beta)), terms: { ...terms, patience } };
    },
  };
}

const pkd = (map: "skip" | "last") =>
  method<PkdOptions>({
    options: Options,
    taught: true,
    withoutStart: beginsAtEncoder,
    shape: (whole, { layers }) => firstLayersOf(whole, layers),
    build: (sources, { layers }) => firstLayers(sources, layers),
    objectives: {
      patience: {
        on: ["task"],
        compares: { outputs: ["logits", "hiddenStates"], byToken: false }, // one vector a layer and text
        async create(setting) {
          const task = setting.task!; // a taught method, on labelled rows
          const [taught, own] = [setting.teacher!.config, setting.student].map((c) => descriptionOf(c).sizes(c).states);
          const layers = layerMap(map, taught.length - 1, own.length - 1);
          for (const [j, layer] of layers.entries())
            if (taught[layer] !== own[j + 1])
              throw new RangeError(
                `PKD compares layers: the teacher is ${taught[layer]} wide, the student ${own[j + 1]}`,
              );
          const outputs = await teacherOutputs(setting, { layers, pooling: setting.options.pooling });
          return pkdObjective(task, setting.options, (batch) => outputs.targets(batch));
        },
      },
      // Not the paper's: stages for a stronger teacher without layers to compare.
      ...logitObjectives,
    },
  });

export const pkdSkip = pkd("skip");
export const pkdLast = pkd("last");
