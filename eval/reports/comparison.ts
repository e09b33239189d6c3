/** What a comparison says: the shapes are those of the wire. Differences are a - b, so a positive one favours a where more is better. */
import * as z from "zod";
import { Expectation } from "../../r2-assets/format/rows.ts";
import { ClusteredBy } from "../../r2-assets/format/run.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { Looks } from "./looks.ts";
import { Verdict } from "./verdict.ts";

const Value = z.number().nullable();

/** Two models on the same rows. Undefined is null: a correlation of constants has neither value nor difference. */
const figures = {
  n: z.int().positive(),
  metric: MetricName,
  a: Value,
  b: Value,
  difference: Value,
  /** Newcombe's for shares, which has a width even where no row is discordant; else the paired bootstrap's. Of rows in clusters the bootstrap's of whole clusters. */
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  test: z.enum(["mcnemar-exact", "mcnemar-clustered", "paired-bootstrap"]),
  p_value: Value,
  /** McNemar's test with half of what was observed left out: less conservative than the exact one. */
  mid_p: z.number().optional(),
  /** Rows that only one of the two got right; null for numbers, of which there is no right and wrong. */
  discordant: z.strictObject({ a_only: z.int(), b_only: z.int() }).nullable(),
  /** Where interval and test are by whole clusters of rows; absent where rows are by themselves. */
  clusters: ClusteredBy.optional(),
  /** Share of rows with equal predictions; a row that one could not answer agrees with nothing. Null for numbers. */
  agreement: Value,
};
export const PairedFigures = z.strictObject(figures);
export type PairedFigures = z.infer<typeof PairedFigures>;

/** The same figures over a part of the rows. p values of slices are not corrected for their number. */
const Slice = z.strictObject({
  /** `label`, `length`, `type` (of entities), `answerable`, `capability`, `test`, or a group's name. */
  by: z.string(),
  value: z.string(),
  ...figures,
});
export type Slice = z.infer<typeof Slice>;

const Texts = z.union([z.string(), z.array(z.string())]);
const Answered = z.union([Texts, z.tuple([z.int(), z.int()])]);

/**
 * A row on which exactly one model is right, with its texts where they may be shown. Of recorded runs of question answering
 * whose rows are not here there are places in the context, and a digest of gold.
 */
const Example = z.strictObject({
  id: z.string(),
  /** Which one: gold alone does not tell of tests and of answers to questions. */
  right: z.enum(["a", "b"]),
  gold: z.union([Texts, Expectation]),
  a: Answered.nullable(),
  b: Answered.nullable(),
  text_a: z.string().optional(),
  text_b: z.string().optional(),
  tokens: z.array(z.string()).optional(),
  question: z.string().optional(),
  context: z.string().optional(),
  texts: z.array(z.array(z.string())).optional(),
});
export type Example = z.infer<typeof Example>;

/** The fields of an example that show what was asked. */
export type RowTexts = Pick<Example, "text_a" | "text_b" | "tokens" | "question" | "context" | "texts">;

export const Comparison = z.strictObject({
  ...figures,
  /** Rows of behavioural tests that ask nothing of one of the two, or of both; they are not in `n`. */
  left_out: z.int().positive().optional(),
  /** Bootstrapped metrics: p of the approximate randomisation test, which asks the same in another way. */
  randomisation_p: Value.optional(),
  /** What so many rows would show with 80 % power at 5 %, if models differ on as many rows as these two. */
  minimum_detectable_difference: Value,
  slices: z.array(Slice),
  examples: z.array(Example),
});
export type Comparison = z.infer<typeof Comparison>;

const Side = z.strictObject({
  model: z.string(),
  version: z.string().nullable(),
  subset: z.string().optional().describe("What of its task's training split it learnt from, where not from all of it"),
  run: z.string(),
  ci95: z.tuple([z.number(), z.number()]).nullable().describe("Of the metric, as the run has it"),
});
/** One of the two in a comparison. */
export type Side = z.infer<typeof Side>;

/** What is said of two models. */
export const PairComparison = z.strictObject({
  suite: z.string(),
  models: z.strictObject({ a: Side, b: Side }),
  looks: Looks.optional().describe("Of a sealed part: how often its figures were shown"),
  ...Comparison.shape,
  verdict: Verdict.optional().describe("With `margin`: whether b is as good as a but for that"),
});
export type PairComparison = z.infer<typeof PairComparison>;

/** What is said of several models, each against one. */
export const FamilyComparison = z.strictObject({
  family: z.array(
    PairComparison.extend({
      p_holm: z.number().nullable().describe("p over all of the family, adjusted by Holm's method"),
    }),
  ),
});
export type FamilyComparison = z.infer<typeof FamilyComparison>;
