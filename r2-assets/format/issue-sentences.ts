/** What schemas say of a bad value, in our words. Import it, for its effect, wherever issues become text that people read. */
import * as z from "zod";

/** Of a list of unknown keys, and of a key's name, more than this helps nobody. */
const [MOST_KEYS, MOST_CHARACTERS] = [5, 100];

/** Types as people call them, by zod's names. */
const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};
const typeOf = (expected: string): string => TYPES[expected] ?? expected;

/** What texts and lists are counted in. */
const UNITS: Readonly<Record<string, string>> = { string: "characters", array: "entries" };

/**
 * One clause about a value, to stand after the place where it is: `is missing`, `expected a number`, `must be at least 1`.
 * Messages that a schema states itself go before these; undefined leaves an issue to zod.
 */
function issueSentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && MISSING.has(issue.code)) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `expected ${typeOf(issue.expected)}`;
    case "invalid_union":
      return unionSentence(issue.errors);
    case "invalid_value": {
      const values = issue.values.map(String);
      return values.length === 1 ? `must be ${values[0]}` : `is none of ${values.join(", ")}`;
    }
    case "too_small":
      return sizeSentence(issue.origin, issue.minimum, issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return sizeSentence(issue.origin, issue.maximum, issue.inclusive === false ? "less than" : "at most");
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "unrecognized_keys": {
      const keys = issue.keys.slice(0, MOST_KEYS).map((key) => key.slice(0, MOST_CHARACTERS));
      return `has the unknown key${issue.keys.length > 1 ? "s" : ""} ${keys.join(", ")}`;
    }
    case "invalid_format":
      return issue.format === "datetime" ? "expected a time, as 2026-11-20T10:00:00Z" : undefined;
    default:
      return undefined;
  }
}

const MISSING: ReadonlySet<string | undefined> = new Set(["invalid_type", "invalid_value", "invalid_union"]);

/** `must be at least 1`, `must have at most 200 characters`; what must not be empty is. */
function sizeSentence(origin: string, limit: number | bigint, relation: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${relation} ${limit}`;
  return relation === "at least" && limit === 1 ? "is empty" : `must have ${relation} ${limit} ${unit}`;
}

/** Where each branch wants another type: `expected a string or a list`. */
function unionSentence(branches: readonly (readonly z.core.$ZodIssue[])[]): string {
  const types = branches.map(([issue]) => (issue?.code === "invalid_type" ? typeOf(issue.expected) : undefined));
  return types.length === 0 || types.includes(undefined)
    ? "has none of the forms taken here"
    : `expected ${[...new Set(types)].join(" or ")}`;
}

z.config({ localeError: issueSentence });

/** The first thing that a schema refuses, with its place: `scores.positive: expected a number`. */
export function firstIssue({ issues }: z.core.$ZodError): string {
  const { path, message } = issues[0]!;
  return [...(path.length > 0 ? [path.map(String).join(".")] : []), message].join(": ");
}
