/**
 * The baseline at equal size: the matrices that a Kronecker plan covers, each by its truncated SVD at the largest rank
 * that stores no more numbers, trained by the same stages and losses.
 */
import type * as z from "zod";
import { lowRankAtEqualSize } from "../models/bert/bert-plan.ts";
import { asBert } from "../models/bert/config.ts";
import type { ModelConfig } from "../models/model.ts";
import { layerwiseObjectives, planned, plannedShape, StageOptions } from "./layerwise.ts";
import { method } from "./method.ts";
import { PlanOption, planNamed } from "./plan-option.ts";

const Options = StageOptions.extend({
  /** The Kronecker plan whose size is to be met, part by part. */
  equal_to: PlanOption,
});

const planOf = (whole: ModelConfig, { equal_to }: z.infer<typeof Options>) =>
  lowRankAtEqualSize(asBert(whole), planNamed(equal_to, asBert(whole)));

export const svd = method<z.infer<typeof Options>>({
  options: Options,
  taught: true,
  shape: (whole, options, teacher) => plannedShape(whole, planOf(whole, options), teacher),
  build: (sources, options) => planned(sources, planOf(sources.config, options), options),
  objectives: layerwiseObjectives,
});
