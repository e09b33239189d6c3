import * as z from "zod";
import { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { ClassificationRow, RowId } from "../../r2-assets/format/rows.ts";
import { EXPECTED, readLabel } from "../labels/label.ts";
import { ClassificationTally } from "./classification-tally.ts";
import { firstIssue } from "./first-issue.ts";
import type { Kind } from "./kind.ts";
import { byLabel, mostProbable, noLabel, scoresMistake } from "./scores.ts";
import { submittedTags } from "./tags.ts";

/** The label by name or index, or its probabilities, or both; `tags` where rows have slots. */
const Submitted = z
  .object({
    id: RowId,
    label: z.union([z.string(), z.number()], EXPECTED).optional(),
    scores: z.record(z.string(), z.number()).optional(),
    tags: z.array(z.string()).optional(),
    /** What rows and predictions call them; read so that they are not lost without a word. */
    slots: z.unknown().optional(),
  })
  .refine((item) => item.label !== undefined || item.scores !== undefined, "expected label or scores");

export const classificationKind: Kind<"classification"> = {
  kind: "classification",
  row: ClassificationRow,
  prediction: ClassificationPrediction,
  submission: Submitted,
  // F1 is null unless there are two labels, ECE and Brier without scores.
  metrics: ["accuracy", "f1", "macro_f1", "matthews_correlation", "ece", "brier"],

  /** Without a label it is the first of the most probable ones. A label may differ from that: thresholds are the answerer's. */
  submitted(item, row, { labels = [] }) {
    const parsed = Submitted.safeParse(item);
    if (!parsed.success) return firstIssue(parsed.error);
    const { label, scores: given, tags: raw, slots } = parsed.data;
    const name = label === undefined ? undefined : readLabel(label, labels);
    if (label !== undefined && name === undefined) return `label: ${noLabel(label, labels)}`;
    const scores = given === undefined ? null : byLabel(given, labels);
    if (typeof scores === "string") return scores;
    if (row.slots && slots !== undefined && raw === undefined)
      return "slots: a submission has the slots of a row as tags, a list of one tag a token";
    const mistake = scores && scoresMistake(scores, labels);
    if (mistake !== null) return mistake;
    const tags = row.slots && raw ? submittedTags(raw, row.slots.length) : null;
    if (typeof tags === "string") return tags;
    return { label: name ?? mostProbable(scores ?? {}, labels), scores, ...(tags && { tags }) };
  },

  judge({ id, label: gold, slots, groups }, answer) {
    const failed = "error" in answer;
    const tags = failed ? null : (answer.tags ?? null);
    return {
      id,
      prediction: failed ? null : answer.label,
      scores: failed ? null : answer.scores,
      gold,
      correct: !failed && answer.label === gold,
      ...(slots && { slots: { prediction: tags, gold: slots } }),
      ...(groups && { groups }),
      ...(failed && { error: answer.error }),
    };
  },

  tally: (suite) => new ClassificationTally(suite),
};
