import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { labelOfText } from "../../labels/label.ts";
import { answerField, type Fields, jsonOr, scoreFields, told } from "../csv-fields.ts";

/** Between labels that are no JSON array. */
const BETWEEN = "|";

/**
 * `labels`: a JSON array, or names or indices with `|` between, nothing where none holds; `score:<label>` columns for probabilities. As a
 * table of predictions has them, they are called `prediction`, and none is `[]`: there an empty field is no answer.
 */
export function multiLabelItem(
  fields: Fields,
  { labels: known = [] }: Pick<SuiteInfo, "labels">,
): Record<string, unknown> {
  const scores = scoreFields(fields);
  const read = (text: string) => (typeof text === "string" ? labelOfText(text, known) : text);
  return {
    ...(fields.get("labels") === "" && !scores.scores && { labels: [] }),
    ...told("labels", answerField(fields, "labels"), (text) => listOf(text).map(read)),
    ...scores,
  };
}

function listOf(text: string): string[] {
  const value = jsonOr(text);
  return Array.isArray(value) ? value : text.split(BETWEEN);
}
