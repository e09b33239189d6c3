import type * as z from "zod";
import "../../r2-assets/format/issue-sentences.ts";

/** What is wrong, in one line with its place: `scores.positive: expected a number`. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`;
}
