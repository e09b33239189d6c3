/** What a schema refuses, as the problem that says where and why. */
import type * as z from "zod";
import "../../r2-assets/format/issue-sentences.ts";
import { ProblemError, type ProblemErrors } from "./problem.ts";

/** At most this many errors are spelled out; a body of 1,000 bad inputs would otherwise answer with a megabyte. */
const LISTED = 20;

/** 422 for whatever a schema refuses in body ("json"), query, path or headers. */
export function invalidRequest(error: z.core.$ZodError, target: string): ProblemError {
  const errors = flatten(error.issues);
  const first = errors[0]!;
  const where = first.path === "" ? (target === "json" ? "body" : target) : first.path;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new ProblemError(422, "invalid-request", `${where}: ${first.message}${more}`, errors.slice(0, LISTED));
}

/** Path and message of each issue; a union's issues are those of the branch that got furthest. */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): ProblemErrors {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const branches = issue.errors.map((branch) => flatten(branch, path));
      const depth = (errors: ProblemErrors) => Math.max(0, ...errors.map((e) => e.path.length));
      const deepest = branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
      if (depth(deepest) > path.join(".").length) return deepest;
    }
    return [{ path: path.map(String).join("."), message: issue.message }];
  });
}
