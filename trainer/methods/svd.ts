/**
 * The baseline at equal size: the matrices that a Kronecker plan covers, each by its truncated SVD at the largest rank
 * that stores no more numbers, trained by the same stages and losses.
 */
import type * as z from "zod";
import { lowRankAtEqualSize } from "../factorise/bert-plan.ts";
import { Plan, planNamed } from "./kronecker.ts";
import { Guessing, layerwise, planned } from "./layerwise.ts";
import { method } from "./method.ts";

const Options = Guessing.extend({
  /** The Kronecker plan whose size is to be met, part by part. */
  equal_to: Plan,
});

export const svd = method<z.infer<typeof Options>>({
  options: Options,
  stages: ["text", "task"],
  taught: true,
  build: (sources, options) =>
    planned(sources, lowRankAtEqualSize(sources.config, planNamed(options.equal_to)), options),
  objective: layerwise,
});
