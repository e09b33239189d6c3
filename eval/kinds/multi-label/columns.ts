import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { scoreColumns } from "../score-columns.ts";
import { json, type PredictionColumns, plain } from "../shown-prediction.ts";

/** Labels as JSON arrays, since a label may have any character in it; a column a label with its probability. */
export const multiLabelColumns = ({ labels = [] }: Pick<SuiteInfo, "labels">): PredictionColumns => ({
  ...plain("id"),
  ...json("prediction", "gold"),
  ...plain("correct"),
  ...scoreColumns(labels),
  ...plain("error"),
});
