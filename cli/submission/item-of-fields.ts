import { KINDS } from "../../eval/kinds/index.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { SubmissionSuite } from "./read-submission.ts";

/**
 * A CSV record as a submission's item: `id`, and by kind of suite `label` (name or index; `score:<label>` columns for its
 * probabilities), `score`, `tags` (spaces between), `answer` with `no_answer_probability`, or `labels` (spaces between, or a JSON array) and `scores` (JSON).
 * `prediction` stands for any of them. What is not there is left out; what makes no sense is left to the server to refuse.
 */
export const itemOfFields = (fields: ReadonlyMap<string, string>, suite: SubmissionSuite): Record<string, unknown> => ({
  id: fields.get("id"),
  ...KINDS[kindOf(suite)].item(fields, suite),
});
