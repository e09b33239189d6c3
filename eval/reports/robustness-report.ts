/**
 * The robustness report: what a model keeps under stress, beside what its teacher keeps. The shapes are those of the wire.
 * A positive drop is a loss, also where less is better; a `difference` is the model's figure less the teacher's. Null is
 * undefined, or not measured.
 */
import * as z from "zod";
import { ClusteredBy } from "../../r2-assets/format/run.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { Looks } from "./looks.ts";

const Value = z.number().nullable();
const Interval = z.tuple([z.number(), z.number()]).nullable();
const Count = z.int().nonnegative();

/** Where a figure comes from; `sample` says that the run covers as many rows of its suite and no more. */
const source = { run: z.string(), rows: Count, sample: Count.optional() };

/** The metric on all rows of a run. */
const Scored = z.strictObject({ score: Value, ci95: Interval, ...source });
export type Scored = z.infer<typeof Scored>;

/** The metric on the rows that a perturbation changes, as they are (`clean`) and changed (`score`). */
const stressed = {
  ...source,
  /** A run that has these rows as they are; without one there is no clean figure and no drop. */
  clean_run: z.string().nullable(),
  clean: Value,
  score: Value,
  ci95: Interval,
  /** `clean - score`. */
  drop: Value,
  drop_ci95: Interval,
  /** Of no drop: exact McNemar for shares, else the paired bootstrap. */
  p_value: Value,
  /** Where interval and test of the drop are by whole clusters of rows. */
  clusters: ClusteredBy.optional(),
  /** Share of rows whose prediction changes; null where predictions are numbers. */
  flips: Value,
  /** `score / clean`. */
  retention: Value,
};
const Stressed = z.strictObject(stressed);
export type Stressed = z.infer<typeof Stressed>;

/** The model's drop less its teacher's: positive where compression cost robustness, and not accuracy alone. */
const DifferenceInDifferences = z.strictObject({
  /** Perturbed rows that both have in both forms; out of distribution, rows of the stress suite that both have. */
  rows: Count,
  value: z.number(),
  ci95: Interval,
  /** `sign-flip`: exact, for metrics that are a mean of right and wrong a row; else `bootstrap`. */
  test: z.enum(["sign-flip", "bootstrap"]),
  p_value: Value,
  /** Holm's, over all perturbations or all out-of-distribution suites of this report. */
  p_holm: Value,
});
export type DifferenceInDifferences = z.infer<typeof DifferenceInDifferences>;

const Perturbed = z.strictObject({
  /** The perturbation: `CharTypos`. */
  name: z.string(),
  ...stressed,
  /** Rows that it leaves as they are; they are in no figure. */
  unchanged: Count.nullable(),
  teacher: Stressed.nullable(),
  difference_in_differences: DifferenceInDifferences.nullable(),
});
export type Perturbed = z.infer<typeof Perturbed>;

/** Plain means over the perturbations measured. */
const means = { score: Value, clean: Value, drop: Value, flips: Value, retention: Value };
const MeanOverPerturbations = z.strictObject({
  /** How many; the whole list has ten. A mean hides a total failure: read the list, too. */
  perturbations: Count,
  ...means,
  /** Over those of them that the teacher has as well. */
  teacher: z.strictObject({ perturbations: Count, ...means }).nullable(),
  difference_in_differences: Value,
});
export type MeanOverPerturbations = z.infer<typeof MeanOverPerturbations>;

/** Another suite of the same question, with other texts: `clean` is the score on the suite the report is about. */
const shifted = {
  ...source,
  score: Value,
  ci95: Interval,
  clean_run: z.string().nullable(),
  clean: Value,
  drop: Value,
  retention: Value,
};
const OutOfDistribution = z.strictObject({
  suite: z.string(),
  /** The first of the report's suite that this one lists, too; without one its own primary, and no clean figure. */
  metric: MetricName,
  ...shifted,
  teacher: z.strictObject(shifted).nullable(),
  difference_in_differences: DifferenceInDifferences.nullable(),
});
export type OutOfDistribution = z.infer<typeof OutOfDistribution>;

/** Share of test cases that fail; p of the exact McNemar test (of its form by clusters where there are some), adjusted by Holm's method over its list. */
const failures = {
  rows: Count,
  /** Rows that are left out for the model or its teacher; they are not in `rows`. */
  left_out: z.int().positive().optional(),
  failure_rate: Value,
  ci95: Interval,
  clusters: ClusteredBy.optional(),
  teacher: z.strictObject({ failure_rate: Value, ci95: Interval }).nullable(),
  difference: Value,
  difference_ci95: Interval,
  p_value: Value,
  p_holm: Value,
};
const Behavioural = z.strictObject({
  suite: z.string(),
  ...source,
  /** The teacher's run; its rates stand beside the model's where both cover the same rows. */
  teacher_run: z.string().nullable(),
  tests: z.array(
    z.strictObject({ capability: z.string(), type: z.enum(["MFT", "INV", "DIR"]), test: z.string(), ...failures }),
  ),
  capabilities: z.array(z.strictObject({ capability: z.string(), ...failures })),
});
export type Behavioural = z.infer<typeof Behavioural>;
export type Failures = Omit<Behavioural["capabilities"][number], "capability">;

const Part = z.strictObject({ score: Value, ci95: Interval });

/** The accuracy to be expected if the labels were distributed as `prior` says. */
const LabelShift = z.strictObject({
  title: z.string(),
  prior: z.record(z.string(), z.number()),
  score: Value,
  ci95: Interval,
  teacher: Part.nullable(),
});
export type LabelShift = z.infer<typeof LabelShift>;

/** The metric over a part of the suite's rows as they are, as comparisons cut them. */
const Slice = z.strictObject({
  /** `label`, `length`, a group's name, `type`, `answerable`. */
  by: z.string(),
  value: z.string(),
  rows: Count,
  metric: MetricName,
  score: Value,
  ci95: Interval,
  clusters: ClusteredBy.optional(),
  teacher: Part.nullable(),
  difference: Value,
  difference_ci95: Interval,
});
export type Slice = z.infer<typeof Slice>;

export const RobustnessReport = z.strictObject({
  model: z.string(),
  version: z.string().nullable(),
  suite: z.string(),
  metric: MetricName,
  teacher: z.strictObject({ model: z.string(), version: z.string().nullable() }).nullable(),
  clean: Scored.extend({ teacher: Scored.nullable() }).nullable(),
  perturbations: z.array(Perturbed),
  mean: MeanOverPerturbations.nullable(),
  out_of_distribution: z.array(OutOfDistribution),
  behavioural: z.array(Behavioural),
  label_shift: z.array(LabelShift),
  slices: z.array(Slice),
  /** By suite, of those that are sealed parts: how often their figures were shown. */
  looks: z.record(z.string(), Looks).optional(),
});
export type RobustnessReport = z.infer<typeof RobustnessReport>;
