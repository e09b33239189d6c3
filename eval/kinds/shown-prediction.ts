/** Predictions as they are shown: with gold or without, as JSON or as tables. */
import type { Cell } from "../../r2-assets/format/csv-cell.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";

/** A prediction as it may be shown; fields that may not are missing. */
export type ShownPrediction = { id: string } & Partial<Record<string, unknown>>;

/**
 * What every kind may show of an answer without its gold, and `more`. Whether a row was right tells its gold as well as the
 * gold does, and so do its slots' gold, its F1, the groups it is in and the test it belongs to.
 */
export const answerOnly = (
  { id, prediction, scores, error }: Prediction,
  more: Record<string, unknown> = {},
): ShownPrediction => ({ id, prediction, scores, ...more, ...(error !== undefined && { error }) });

/** What a table's columns are called and where they come from, in order. */
export type PredictionColumns = Readonly<Record<string, (row: ShownPrediction) => Cell>>;

/** Text, numbers and truth as they are: columns of these names. */
export const plain = (...keys: readonly string[]): PredictionColumns =>
  Object.fromEntries(keys.map((key) => [key, (row) => row[key] as Cell]));

/** Several answers, or one a text. */
export const json = (...keys: readonly string[]): PredictionColumns =>
  Object.fromEntries(keys.map((key) => [key, (row) => (row[key] == null ? null : JSON.stringify(row[key]))]));

/** Tags are words without spaces: IOB2. */
export const joined = (tags: unknown): Cell => (Array.isArray(tags) ? tags.join(" ") : null);
