/** What a leaderboard says: the shapes are those of the wire, with what the API's description tells of them. */
import * as z from "zod";
import { Runtime } from "../../r2-assets/format/names.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { PairedFigures } from "../reports/comparison.ts";
import { Looks } from "../reports/looks.ts";

/** What models can be weighed by. */
export const MEASURE_NAMES = ["performance", "bytes", "latency", "robustness", "parameters"] as const;
const Measure = z.enum(MEASURE_NAMES);
export type MeasureName = z.infer<typeof Measure>;

/** A suite's primary figure for one model. */
const Score = z.strictObject({
  metric: MetricName,
  value: z.number(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  run: z.string(),
  /** What ran the model; null of answers that came from elsewhere. */
  runtime: Runtime.nullable(),
});
export type Score = z.infer<typeof Score>;

/** Milliseconds as one client measured them. */
const Latency = z.strictObject({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  n: z.int(),
  tokens: z.int(),
  batch: z.int(),
  runtime: Runtime.nullable().describe("What answered; null where the measurement does not say"),
  machine: z.string(),
  method: z.string(),
  measured_at: z.string(),
});
export type Latency = z.infer<typeof Latency>;

/** A model's score less that of the model it is held against, on the same rows of one suite. */
const Difference = z.strictObject({
  /** Its teacher unless another was named: `id`, or `id@version` of one not listed. */
  against: z.string(),
  ...PairedFigures.pick({ difference: true, ci95: true, test: true, p_value: true }).shape,
  /** Over all models held against that one on that suite, by Holm's method. */
  p_holm: z.number().nullable(),
  /** `open`: so many rows can't tell the two apart, which does not make them equal. */
  verdict: z.enum(["better", "worse", "open"]),
});
export type Difference = z.infer<typeof Difference>;

/** What is known of a model before it is ranked. Null is unknown, never zero. */
export const ContenderFacts = z.strictObject({
  model: z.string(),
  version: z.string().nullable(),
  method: z.string().nullable(),
  parameters: z.int().nullable(),
  bytes: z.int().nullable(),
  compression: z.strictObject({ parameters: z.number(), bytes: z.number() }).nullable(),
  /** Or that is not known. */
  subset: z
    .string()
    .nullable()
    .describe(
      "What of its task's training split it learnt from, where not from all of it: not comparable with published scores",
    ),
  scores: z
    .record(z.string(), Score)
    .describe("The primary metric by suite: a task with two metrics counts by the first"),
  robustness: z
    .number()
    .nullable()
    .describe(
      "Share of the score left under perturbation, the mean over all ten, from whole runs or else samples; null unless all ten have been run",
    ),
  latency: Latency.nullable().describe("Milliseconds, as a client measured them; null where nobody has"),
  /** Nothing where there is none to hold it against, or no run to pair. */
  differences: z
    .record(z.string(), Difference)
    .describe(
      "By suite: the score less that of `against`, the model's teacher unless another is named, row by row. `verdict`: " +
        "`better` or `worse` where `p_holm`, adjusted over all models held against that one, is below 0.05",
    ),
  callable: z.boolean().describe("Whether the model answers here"),
});

export const LeaderboardRow = z.strictObject({
  ...ContenderFacts.shape,
  teacher: z
    .string()
    .nullable()
    .describe("`id`, or `id@version` where it learnt from another version than the one listed"),
  /** The mean over the suites asked for; null where either lacks a score. */
  retention: z.number().nullable().describe("Primary metric over that teacher's"),
  pareto: z
    .boolean()
    .nullable()
    .describe("No other row is as good in all of `pareto_over` and better in one; null where it lacks one of them"),
  /** From 1; equal ones share a rank. Null without a score for each suite, or, by Dynascore, without one. */
  rank: z.int().nullable(),
  rank_range: z
    .tuple([z.int(), z.int()])
    .nullable()
    .describe(
      "The best and the worst rank that the rows do not rule out: it holds the true rank with a probability of 95 %, for each " +
        "model by itself. Of ranks by performance alone; null where the predictions are not here",
    ),
  dynascore: z.number().nullable(),
});
export type LeaderboardRow = z.infer<typeof LeaderboardRow>;

/** A measure's part in the Dynascores. */
const DynascoreMetric = z.strictObject({
  name: Measure,
  unit: z.string(),
  direction: z.enum(["higher", "lower"]),
  offset: z.number(),
  /** Its share of all weights. */
  weight: z.number(),
  /** Among the models scored; null where that is undefined. */
  amrs: z.number().nullable().describe("Units that go for one point of performance"),
});
export type DynascoreMetric = z.infer<typeof DynascoreMetric>;

const MissingMeasures = z.partialRecord(Measure, z.array(z.string()));
export type MissingMeasures = z.infer<typeof MissingMeasures>;

export const Leaderboard = z.strictObject({
  rows: z.array(LeaderboardRow),
  ranked_by: z
    .enum(["performance", "dynascore"])
    .describe(
      "`performance`, the mean of the primary metrics, unless `weights` are given and some model has a Dynascore by them",
    ),
  pareto_over: z
    .array(Measure)
    .describe(
      "Performance, and of bytes, latency and robustness those that every scored model served here has (latencies: measured alike)",
    ),
  dynascore: z
    .strictObject({
      metrics: z.array(DynascoreMetric),
      missing: MissingMeasures.meta({
        description: "Measures with weight that scored models lack, and which: those models have no Dynascore",
        example: { latency: ["sst2-student"] },
      }),
    })
    .describe("What the Dynascores are made of; each depends on which models are listed"),
  looks: z
    .record(z.string(), Looks)
    .optional()
    .describe("By suite, of those that are sealed parts: how often their figures were shown"),
});
export type Leaderboard = z.infer<typeof Leaderboard>;
