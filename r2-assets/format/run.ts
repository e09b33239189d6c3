/** Run records and predictions: what one evaluation of one model version on one suite leaves behind. */
import * as z from "zod";
import { Method, RunId, Sha256, SuiteId, Version } from "./names.ts";
import { MetricName } from "./suite.ts";

/** A figure with its 95 % interval; undefined figures are null. */
export const Figure = z.strictObject({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
});
export type Figure = z.infer<typeof Figure>;

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
  runtime: z.enum(["ort", "engine"]).nullable(),
  metrics: z.partialRecord(MetricName, Figure),
  primary: MetricName,
  errors: z.int().nonnegative(),
  limit: z.int().positive().optional(),
  sample: z.int().positive().optional(),
  perturbation: z.string().optional(),
  created_at: z.iso.datetime(),
  /** Commit (or version) of the code that scored it. */
  code: z.string(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** One line of `predictions.ndjson` for classification. A row the model could not answer has `error` and no prediction. */
export const ClassificationPrediction = z.strictObject({
  id: z.string(),
  prediction: z.string().nullable(),
  /** Probability by label. */
  scores: z.record(z.string(), z.number()).nullable(),
  gold: z.string(),
  correct: z.boolean(),
  error: z.string().optional(),
});
export type ClassificationPrediction = z.infer<typeof ClassificationPrediction>;
