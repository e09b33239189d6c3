import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { labelOfText } from "../../labels/label.ts";
import { answerField, type Fields, jsonOr, told, words } from "../csv-fields.ts";

/** `labels` (spaces between, or a JSON array) and `scores` (JSON). */
export const behaviouralItem = (
  fields: Fields,
  { labels = [] }: Pick<SuiteInfo, "labels">,
): Record<string, unknown> => ({
  ...told("labels", answerField(fields, "labels"), (text) =>
    words(text).map((label) => (typeof label === "string" ? labelOfText(label, labels) : label)),
  ),
  ...told("scores", fields.get("scores"), jsonOr),
});
