import type { PredictionColumns } from "./shown-prediction.ts";

/** `score:<label>`: a column a label with its probability. */
export const scoreColumns = (labels: readonly string[]): PredictionColumns =>
  Object.fromEntries(
    labels.map((label) => [`score:${label}`, (row) => (row.scores as Record<string, number> | null)?.[label]]),
  );
