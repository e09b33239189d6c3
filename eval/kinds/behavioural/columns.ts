import { json, type PredictionColumns, plain } from "../shown-prediction.ts";

/** Labels and probabilities, one a text, as JSON. */
export const behaviouralColumns: PredictionColumns = {
  ...plain("id", "test", "type", "capability"),
  ...json("prediction", "gold"),
  ...plain("correct", "left_out"),
  ...json("scores"),
  ...plain("error"),
};
