/** Whether b is as good as a but for a margin: the shape is that of the wire. */
import * as z from "zod";

export const OUTCOMES = ["good enough", "worse", "not decided"] as const;

export const Verdict = z.strictObject({
  margin: z.number().describe("What b may lose, in units of the metric"),
  outcome: z
    .enum(OUTCOMES)
    .describe("`good enough`: the upper bound of the loss is below the margin; `worse`: the lower one is above it"),
  method: z
    .enum(["exact", "paired-bootstrap", "cluster-bootstrap"])
    .describe("`exact`: the unconditional score test of two shares of the same rows"),
  level: z.number().describe("Of either bound, one-sided: 1 - 0.05 / `simultaneous_over`"),
  simultaneous_over: z.int().positive().describe("Verdicts given together, of which none is wrong with 95 %"),
  loss: z
    .number()
    .nullable()
    .describe("How much worse b is than a, in the metric's own direction; null where undefined"),
  loss_bounds: z.tuple([z.number(), z.number()]).nullable(),
  p_value: z
    .number()
    .optional()
    .describe("`exact`: p of a loss of the margin or more where less was seen, else of the margin or less"),
  rows_more: z
    .int()
    .nonnegative()
    .nullable()
    .describe("Further rows that would decide with power 80 % if the loss seen is the true one; null with a `reason`"),
  reason: z.string().optional(),
});
export type Verdict = z.infer<typeof Verdict>;
export type Outcome = Verdict["outcome"];
