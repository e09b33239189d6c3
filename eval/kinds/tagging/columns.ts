import { joined, type PredictionColumns, plain } from "../shown-prediction.ts";

/** A sentence's tags in one cell, spaces between. */
export const taggingColumns: PredictionColumns = {
  ...plain("id"),
  prediction: (row) => joined(row.prediction),
  gold: (row) => joined(row.gold),
  ...plain("correct", "error"),
};
