import * as z from "zod";
import { TaggingPrediction } from "../../r2-assets/format/prediction.ts";
import { RowId, TaggingRow } from "../../r2-assets/format/rows.ts";
import { firstIssue } from "./first-issue.ts";
import type { Kind } from "./kind.ts";
import { TaggingTally } from "./tagging-tally.ts";
import { sameTags, submittedTags } from "./tags.ts";

const Submitted = z.object({ id: RowId, tags: z.array(z.string()) });

export const taggingKind: Kind<"tagging"> = {
  kind: "tagging",
  row: TaggingRow,
  prediction: TaggingPrediction,
  submission: Submitted,
  metrics: ["span_f1", "accuracy"],

  submitted(item, { tokens }) {
    const parsed = Submitted.safeParse(item);
    if (!parsed.success) return firstIssue(parsed.error);
    const tags = submittedTags(parsed.data.tags, tokens.length);
    return typeof tags === "string" ? tags : { tags };
  },

  judge({ id, tags: gold }, answer) {
    const judged = { id, scores: null, gold };
    return "error" in answer
      ? { ...judged, prediction: null, correct: false, error: answer.error }
      : { ...judged, prediction: answer.tags, correct: sameTags(answer.tags, gold) };
  },

  tally: () => new TaggingTally(),
};
