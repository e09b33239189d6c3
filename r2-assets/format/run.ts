/** Run records: what one evaluation of one model version on one suite found. Its predictions: prediction.ts. */
import * as z from "zod";
import { Card } from "./card.ts";
import { Method, RunId, Runtime, Sha256, SuiteId, Version } from "./names.ts";
import { MetricName, TagsRead } from "./suite.ts";

/** By what rows are clustered where an interval is by whole clusters of them, how many there are, and what that changes. */
export const ClusteredBy = z.strictObject({
  /** The suite's `group`. */
  by: z.string(),
  n: z.int().positive(),
  /** Width of the interval, over that of rows by themselves; null where either has none. */
  widening: z.number().positive().nullable(),
});
export type ClusteredBy = z.infer<typeof ClusteredBy>;

/** A figure with its 95 % interval; undefined figures are null. */
export const Figure = z.strictObject({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  /** Resamples on which the metric is undefined and which the interval leaves out; absent where there are none. */
  undefined_draws: z.int().positive().optional(),
  /** Absent where rows are by themselves. */
  clusters: ClusteredBy.optional(),
});
export type Figure = z.infer<typeof Figure>;

/** Figures over a part of the rows: an entity type, unanswerable questions, a capability. */
export const RunSlice = z.strictObject({
  by: z.string(),
  value: z.string(),
  rows: z.int().nonnegative(),
  metrics: z.partialRecord(MetricName, Figure),
});
export type RunSlice = z.infer<typeof RunSlice>;

export const RunRecord = z.strictObject({
  id: RunId,
  suite: SuiteId,
  suite_sha256: Sha256,
  /** Rows scored, those with errors included (they count as wrong). */
  rows: z.int().nonnegative(),
  /** A model id, or `external/<name>` for a submission. */
  model: z.string(),
  /** Null for submissions, which have no artefact. */
  version: Version.nullable(),
  method: Method.nullable(),
  runtime: Runtime.nullable(),
  metrics: z.partialRecord(MetricName, Figure),
  primary: MetricName,
  errors: z.int().nonnegative(),
  /** The suite is the sealed part of another: figures are shown to who is counted for it, and left out elsewhere. */
  sealed: z.literal(true).optional(),
  limit: z.int().positive().optional(),
  sample: z.int().positive().optional(),
  /** Rows that the perturbation leaves as they are; they are not scored and not in `rows`. */
  unchanged: z.int().nonnegative().optional(),
  perturbation: z.string().optional(),
  /** Rows of behavioural tests that ask nothing of this model (see the predictions' `left_out`); they are not in `rows`. */
  left_out: z.int().positive().optional(),
  slices: z.array(RunSlice).optional(),
  /** Over the run's predictions as they are stored. Records of before have none. */
  predictions_sha256: Sha256.optional(),
  /** Of the answers' tags: as they were submitted, or as the model's labels have them. */
  ...TagsRead.shape,
  /** As the model's card or a submission states them: a recorded run tells them where the model is not. */
  parameters: z.int().positive().optional(),
  bytes: z.int().positive().optional(),
  teacher: Card.shape.teacher.optional(),
  /** See the card's `training.subset`. */
  subset: z.string().optional(),
  created_at: z.iso.datetime(),
  /** Commit (or version) of the code that scored it. */
  code: z.string(),
});
export type RunRecord = z.infer<typeof RunRecord>;
