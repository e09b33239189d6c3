/**
 * Plain fine-tuning: the labels and nothing else. Makes teachers, the floor that every student must beat, and, from a start,
 * what the text stage alone is worth (KroneckerBERT's ablation "no KD in the task stage"). A narrow student may learn to guess masked
 * words on text before: what pre-training is worth without any teacher.
 */
import * as z from "zod";
import { asBert, type BertConfig } from "../models/bert/config.ts";
import { factorWeights } from "../models/bert/factor-weights.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { beginsAtEncoder, firstLayers, firstLayersOf } from "./first-layers.ts";
import { method, type Objective, type ObjectiveKind, type Sources } from "./method.ts";
import { Narrow, narrowConfig, narrowFits, narrowStudent } from "./narrow.ts";
import { PlanOption, planNamed } from "./plan-option.ts";
import { started } from "./started.ts";
import { words } from "./words.ts";

const Options = z.strictObject({
  /** How many of the encoder's first layers are kept; null keeps all. */
  layers: z.int().positive().nullable().default(null),
  /** The floor of factored students: the start's factors, without one those nearest to the encoder's matrices. Dense when absent. */
  plan: PlanOption.optional(),
  /** A narrow BERT in place of the encoder's layers: from scratch, or from the start. */
  narrow: Narrow.optional(),
});
type Options = z.infer<typeof Options>;

function build(sources: Sources, { layers, plan, narrow }: Options): Model {
  const { encoder, start, seed } = sources;
  if (narrow !== undefined) return narrowStudent(sources, narrow);
  if (plan !== undefined && start !== null) {
    const config = asBert(sources.config);
    return started(start, config, planNamed(plan, config), initialWeights(encoder, config, seed));
  }
  const dense = firstLayers(sources, layers);
  if (plan === undefined) return dense;
  const factors = planNamed(plan, dense.config);
  const config: BertConfig = { ...dense.config, plan: factors };
  return { config, weights: factorWeights(dense.weights, factors) };
}

function shape(whole: ModelConfig, { layers, plan, narrow }: Options): BertConfig {
  if (narrow !== undefined) return narrowConfig(asBert(whole), narrow);
  const dense = firstLayersOf(whole, layers);
  return plan === undefined ? dense : { ...dense, plan: planNamed(plan, dense) };
}

/** The loss against the labels. */
export const fineTuning = (task: TrainingTask): Objective => ({
  teach: () => undefined,
  loss(output, { targets, input }) {
    const hard = task.hardLoss(output, targets, input);
    return { total: hard, terms: { hard } };
  },
});

/** The labels alone. */
export const labels: ObjectiveKind<unknown> = {
  on: ["task"],
  compares: { outputs: ["logits"], byToken: false },
  taught: false,
  create: async ({ task }) => fineTuning(task!), // labelled rows are a task's
};

export const fineTuned = method<Options>({
  options: Options,
  taught: false,
  ownVocabulary: true,
  withoutStart: ({ layers, plan, narrow }) =>
    narrow !== undefined || (plan !== undefined && layers === null) ? undefined : beginsAtEncoder(),
  fits(encoder, { layers, plan, narrow }) {
    if (narrow === undefined) return;
    if (plan !== undefined || layers !== null)
      throw new Error("options.narrow is a shape of its own: plan and layers must be absent");
    narrowFits(encoder, narrow);
  },
  shape,
  build,
  objectives: { labels, words },
});
