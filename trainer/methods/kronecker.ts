/**
 * KroneckerBERT: the word table and every matrix of attention and FFN as Kronecker products, trained in two stages, on
 * plain text and on the task. Source: Tahaei et al., NAACL 2022, arXiv 2109.06243. Loss and stages: `layerwise.ts`.
 */
import * as z from "zod";
import { MatrixPlan } from "../factorise/plan.ts";
import { PRESETS, type PresetName } from "../factorise/presets.ts";
import type { BertPlan } from "../models/bert-config.ts";
import { Guessing, layerwise, planned } from "./layerwise.ts";
import { method } from "./method.ts";

/** A preset by its name, or the shapes part by part. */
export const Plan = z.union([
  z.enum(Object.keys(PRESETS) as [PresetName, ...PresetName[]]),
  z.strictObject({ word: MatrixPlan, attention: MatrixPlan, intermediate: MatrixPlan, output: MatrixPlan }),
]);

const Options = Guessing.extend({ plan: Plan });

export const planNamed = (plan: z.infer<typeof Plan>): BertPlan => (typeof plan === "string" ? PRESETS[plan] : plan);

export const kronecker = method<z.infer<typeof Options>>({
  options: Options,
  stages: ["text", "task"],
  taught: true,
  build: (sources, options) => planned(sources, planNamed(options.plan), options),
  objective: layerwise,
});
