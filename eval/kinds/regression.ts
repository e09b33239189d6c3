import * as z from "zod";
import { RegressionPrediction } from "../../r2-assets/format/prediction.ts";
import { RegressionRow, RowId } from "../../r2-assets/format/rows.ts";
import { firstIssue } from "./first-issue.ts";
import type { Kind } from "./kind.ts";
import { RegressionTally } from "./regression-tally.ts";

const Submitted = z.object({ id: RowId, score: z.number() });

export const regressionKind: Kind<"regression"> = {
  kind: "regression",
  row: RegressionRow,
  prediction: RegressionPrediction,
  submission: Submitted,
  metrics: ["pearson", "spearman"],

  submitted(item) {
    const parsed = Submitted.safeParse(item);
    return parsed.success ? { score: parsed.data.score } : firstIssue(parsed.error);
  },

  judge({ id, label: gold }, answer) {
    const judged = { id, scores: null, gold, correct: null };
    return "error" in answer
      ? { ...judged, prediction: null, error: answer.error }
      : { ...judged, prediction: answer.score };
  },

  tally: () => new RegressionTally(),
};
