import type { Cell } from "../../../r2-assets/format/csv-cell.ts";
import { json, type PredictionColumns, plain } from "../shown-prediction.ts";

/** The answer as it is, or its place as JSON; gold answers, of which there may be several, as JSON. */
export const questionColumns: PredictionColumns = {
  ...plain("id"),
  prediction: ({ prediction }) => (Array.isArray(prediction) ? JSON.stringify(prediction) : (prediction as Cell)),
  ...json("gold"),
  ...plain("correct", "f1", "no_answer_probability", "error"),
};
