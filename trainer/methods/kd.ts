/** Knowledge distillation, of logits beside the labels (Hinton et al. 2015), into the encoder's first layers: `hard-and-soft.ts`. */
import * as z from "zod";
import { beginsAtEncoder, firstLayers, firstLayersOf } from "./first-layers.ts";
import { logitObjectives, Softness } from "./hard-and-soft.ts";
import { labelsByRule } from "./labels-by-rule.ts";
import { method } from "./method.ts";

const Options = Softness.extend({
  /** How many of the encoder's first layers are kept; null keeps all. */
  layers: z.int().positive().nullable().default(null),
});

export const kd = method<z.infer<typeof Options>>({
  options: Options,
  taught: true,
  withoutStart: beginsAtEncoder,
  shape: (whole, { layers }) => firstLayersOf(whole, layers),
  build: (sources, { layers }) => firstLayers(sources, layers),
  objectives: { ...logitObjectives, "labels-by-rule": labelsByRule },
});
