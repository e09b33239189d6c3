/**
 * The baseline at equal size: the matrices that a Kronecker plan covers, each by its truncated SVD at the largest rank
 * that stores no more numbers, trained by the same stages and losses.
 */
import type * as z from "zod";
import { lowRankAtEqualSize } from "../models/bert/bert-plan.ts";
import { layers, planned, StageOptions } from "./layerwise.ts";
import { method } from "./method.ts";
import { PlanOption, planNamed } from "./plan-option.ts";

const Options = StageOptions.extend({
  /** The Kronecker plan whose size is to be met, part by part. */
  equal_to: PlanOption,
});

export const svd = method<z.infer<typeof Options>>({
  options: Options,
  taught: true,
  build: (sources, options) =>
    planned(sources, lowRankAtEqualSize(sources.config, planNamed(options.equal_to)), options),
  objectives: { layers },
});
