/**
 * KroneckerBERT: the word table and every matrix of attention and FFN as Kronecker products, trained in two stages, on
 * plain text and on the task. Source: Tahaei et al., NAACL 2022, arXiv 2109.06243. Loss and stages: `layerwise.ts`. A recipe may add
 * stages by a teacher's logits, which are not the paper's: for a stronger teacher without layers to compare.
 */
import type * as z from "zod";
import { asBert } from "../models/bert/config.ts";
import { layerwiseObjectives, planned, plannedShape, StageOptions } from "./layerwise.ts";
import { method } from "./method.ts";
import { PlanOption, planNamed } from "./plan-option.ts";

const Options = StageOptions.extend({ plan: PlanOption });

export const kronecker = method<z.infer<typeof Options>>({
  options: Options,
  taught: true,
  shape: (whole, options, teacher) => plannedShape(whole, planNamed(options.plan, asBert(whole)), teacher),
  build: (sources, options) => planned(sources, planNamed(options.plan, asBert(sources.config)), options),
  objectives: layerwiseObjectives,
});
