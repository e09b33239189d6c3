import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { RowId } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf } from "../kind.ts";

export const RegressionItem = z.object({ id: RowId, score: z.number() });

export function submittedScore(item: unknown): AnswerOf["regression"] | string {
  const parsed = RegressionItem.safeParse(item);
  return parsed.success ? { score: parsed.data.score } : firstIssue(parsed.error);
}
