import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { labelOfText } from "../../labels/label.ts";
import { answerField, type Fields, numberOr, told, words } from "../csv-fields.ts";

const SCORE = "score:";

/** `label` (name or index), `score:<label>` columns for its probabilities, and `tags` (spaces between). */
export function classificationItem(
  fields: Fields,
  { labels = [] }: Pick<SuiteInfo, "labels">,
): Record<string, unknown> {
  const scores = [...fields].filter(([title, text]) => title.startsWith(SCORE) && text !== "");
  return {
    ...told("label", answerField(fields, "label"), (text) => labelOfText(text, labels)),
    ...(scores.length > 0 && {
      scores: Object.fromEntries(scores.map(([title, text]) => [title.slice(SCORE.length), numberOr(text)])),
    }),
    ...told("tags", fields.get("tags"), words),
  };
}
