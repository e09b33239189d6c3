import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { RowId, type TaggingRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf } from "../kind.ts";
import { submittedTags } from "../tags.ts";

export const TaggingItem = z.object({ id: RowId, tags: z.array(z.string()) });

export function submittedSentence(item: unknown, { tokens }: TaggingRow): AnswerOf["tagging"] | string {
  const parsed = TaggingItem.safeParse(item);
  if (!parsed.success) return firstIssue(parsed.error);
  const tags = submittedTags(parsed.data.tags, tokens.length);
  return typeof tags === "string" ? tags : { tags };
}
