import { json, type PredictionColumns, plain } from "../shown-prediction.ts";

/** The answer as it is; gold answers, of which there may be several, as JSON. */
export const questionColumns: PredictionColumns = {
  ...plain("id", "prediction"),
  ...json("gold"),
  ...plain("correct", "f1", "no_answer_probability", "error"),
};
