import { answerField, type Fields, numberOr, told } from "../csv-fields.ts";

/** `score`. */
export const regressionItem = (fields: Fields): Record<string, unknown> =>
  told("score", answerField(fields, "score"), numberOr);
