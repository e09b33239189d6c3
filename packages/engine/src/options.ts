/** Options that nobody has checked, against a rule each. */
import { EngineError } from "../../../worker/runtime/engine/memory.ts";

/** What is wrong with a value, to stand behind its name; undefined where nothing is. */
type Rule = (value: unknown) => string | undefined;

export const wholeNumber =
  (least: number, most = Number.POSITIVE_INFINITY): Rule =>
  (value) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return undefined;
    return `must be a whole number ${most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`}`;
  };

/** Infinity is one. */
export const duration: Rule = (value) =>
  typeof value === "number" && value >= 0 ? undefined : "must be a number of milliseconds";

export const callable: Rule = (value) => (typeof value === "function" ? undefined : "must be a function");

export const oneOf =
  (...names: readonly string[]): Rule =>
  (value) =>
    names.includes(value as string) ? undefined : `is none of ${names.join(", ")}`;

/** `card`, or a number from 0 to 1. */
export const thresholdOption: Rule = (value) =>
  value === "card" || (typeof value === "number" && value >= 0 && value <= 1)
    ? undefined
    : 'must be "card" or a number from 0 to 1';

export const truth: Rule = (value) => (typeof value === "boolean" ? undefined : "must be true or false");

export const strings: Rule = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === "string") ? undefined : "must be an array of strings";

/** The options, those that are undefined left out. Throws EngineError for one that has no rule, or breaks it. */
export function checkedOptions<Options>(given: object, rules: { [Name in keyof Options]-?: Rule }): Options {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of present) {
    if (!Object.hasOwn(rules, name)) throw new EngineError(`there is no option ${name} here`);
    const wrong = rules[name as keyof Options](value);
    if (wrong !== undefined) throw new EngineError(`${name} ${wrong}`);
  }
  return Object.fromEntries(present) as Options;
}
