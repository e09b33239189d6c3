import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { labelOfText } from "../../labels/label.ts";
import { answerField, type Fields, scoreFields, told, words } from "../csv-fields.ts";

/** `label` (name or index), `score:<label>` columns for its probabilities, and `tags` (spaces between). */
export const classificationItem = (
  fields: Fields,
  { labels = [] }: Pick<SuiteInfo, "labels">,
): Record<string, unknown> => ({
  ...told("label", answerField(fields, "label"), (text) => labelOfText(text, labels)),
  ...scoreFields(fields),
  ...told("tags", fields.get("tags"), words),
});
