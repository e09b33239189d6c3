/**
 * Predictions: one line of `predictions.ndjson` a row. Every kind has id, prediction, scores, gold and correct; a row that
 * the model could not answer has `error`, and null for prediction and scores.
 */
import * as z from "zod";
import { Sha256 } from "./names.ts";
import { Expectation, type RowKind } from "./rows.ts";

const Probabilities = z.record(z.string(), z.number());
const error = z.string().optional();

export const ClassificationPrediction = z.strictObject({
  id: z.string(),
  prediction: z.string().nullable(),
  /** Probability by label. */
  scores: Probabilities.nullable(),
  gold: z.string(),
  correct: z.boolean(),
  /** Where the row has slots: gold tags, and the predicted ones where there are any. */
  slots: z.strictObject({ prediction: z.array(z.string()).nullable(), gold: z.array(z.string()) }).optional(),
  groups: z.record(z.string(), z.string()).optional(),
  error,
});
export type ClassificationPrediction = z.infer<typeof ClassificationPrediction>;

/** The labels that hold, and those that should, both in the suite's order; `correct`: they are the same. */
export const MultiLabelPrediction = z.strictObject({
  id: z.string(),
  prediction: z.array(z.string()).nullable(),
  /** Probability by label, each from 0 to 1 by itself: their sum says nothing. */
  scores: Probabilities.nullable(),
  gold: z.array(z.string()),
  correct: z.boolean(),
  error,
});
export type MultiLabelPrediction = z.infer<typeof MultiLabelPrediction>;

/** Of numbers there is no right and wrong: `correct` is null. */
export const RegressionPrediction = z.strictObject({
  id: z.string(),
  prediction: z.number().nullable(),
  scores: z.null(),
  gold: z.number(),
  correct: z.null(),
  error,
});
export type RegressionPrediction = z.infer<typeof RegressionPrediction>;

/** `correct`: every tag is. */
export const TaggingPrediction = z.strictObject({
  id: z.string(),
  prediction: z.array(z.string()).nullable(),
  scores: z.null(),
  gold: z.array(z.string()),
  correct: z.boolean(),
  error,
});
export type TaggingPrediction = z.infer<typeof TaggingPrediction>;

/** The empty string is "no answer", gold without answers is unanswerable. `correct` is SQuAD's exact match. */
const QaTexts = z.strictObject({
  id: z.string(),
  prediction: z.string().nullable(),
  scores: z.null(),
  gold: z.array(z.string()),
  correct: z.boolean(),
  /** SQuAD's token F1, best over the gold answers. */
  f1: z.number(),
  no_answer_probability: z.number().optional(),
  error,
});
export type QaTexts = z.infer<typeof QaTexts>;

/**
 * The same without a word of the data set, as recorded runs have it (`r2-assets/runs`): where the answer first stands in the
 * context, `[start, end)` in UTF-16 units, `[0, 0]` for "no answer"; and the sha256 of the JSON of the list of gold answers.
 */
const QaPlaces = z.strictObject({
  id: z.string(),
  prediction: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).nullable(),
  scores: z.null(),
  gold: Sha256,
  correct: z.boolean(),
  f1: z.number(),
  /** First 16 digits of the sha256 of the answer's words as the suite's script has them; absent where there is no prediction. */
  answer_digest: z.string().length(16).optional(),
  no_answer_probability: z.number().optional(),
  error,
});
export type QaPlaces = z.infer<typeof QaPlaces>;

export const QaPrediction = z.union([QaTexts, QaPlaces]);
export type QaPrediction = z.infer<typeof QaPrediction>;

/**
 * `prediction` and `scores` hold one entry a text; `correct`: the expectation was met. Null, and `left_out`, where the test
 * asks nothing of a model that answers the original as this one did: such a row neither passes nor fails.
 */
export const BehaviouralPrediction = z.strictObject({
  id: z.string(),
  test: z.string(),
  type: z.enum(["MFT", "INV", "DIR"]),
  capability: z.string(),
  prediction: z.array(z.string()).nullable(),
  scores: z.array(Probabilities).nullable(),
  gold: Expectation,
  correct: z.boolean().nullable(),
  left_out: z.literal(true).optional(),
  error,
});
export type BehaviouralPrediction = z.infer<typeof BehaviouralPrediction>;

export interface PredictionOf {
  classification: ClassificationPrediction;
  "multi-label": MultiLabelPrediction;
  regression: RegressionPrediction;
  tagging: TaggingPrediction;
  "question-answering": QaPrediction;
  behavioural: BehaviouralPrediction;
}
export type Prediction = PredictionOf[RowKind];

/** Whether the row is in no figure of its model. */
export const isLeftOut = (prediction: Prediction): boolean => "left_out" in prediction && prediction.left_out === true;
