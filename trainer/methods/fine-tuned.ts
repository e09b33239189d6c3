/** Plain fine-tuning: the labels and nothing else. Makes teachers, and the floor that every student must beat. */
import * as z from "zod";
import type { TrainingTask } from "../tasks/task.ts";
import { firstLayers } from "./first-layers.ts";
import { method, type Objective } from "./method.ts";

const Options = z.strictObject({
  /** How many of the encoder's first layers are kept; null keeps all. */
  layers: z.int().positive().nullable().default(null),
});

/** The loss against the labels. */
export const fineTuning = (task: TrainingTask): Objective => ({
  teach: () => undefined,
  loss({ logits }, { targets, input }) {
    const hard = task.hardLoss(logits, targets, input);
    return { total: hard, terms: { hard } };
  },
});

export const fineTuned = method<z.infer<typeof Options>>({
  options: Options,
  stages: ["task"],
  taught: false,
  build: (sources, { layers }) => firstLayers(sources, layers),
  objective: async ({ task }) => fineTuning(task!), // its only stage has a task
});
