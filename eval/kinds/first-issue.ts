import type * as z from "zod";

/** What is wrong, in one line with its place: `scores.positive: expected number`. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`;
}
