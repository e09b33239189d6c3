/** A schema as `r2-assets/format` makes and asks them: what zod gives, as far as it is used there. */

/** As zod's: one clause, and the place that it is about. A later check is not made behind one that does not `continue`. */
export interface Issue {
  code: string;
  path: PropertyKey[];
  message: string;
  continue: boolean;
  [detail: string]: unknown;
}

type Raw = Pick<Issue, "code"> & Partial<Issue> & { input: unknown };

/** How a schema or a check words its issue itself. */
export type Wording = string | { error?: string; message?: string } | undefined;

type LocaleError = (issue: never) => string | undefined;

let localeError: LocaleError = () => undefined;

export const config = (settings: { localeError: LocaleError }): void => {
  localeError = settings.localeError;
};

export function issue(raw: Raw, wording?: Wording): Issue {
  const own = typeof wording === "object" ? (wording.error ?? wording.message) : wording;
  const { input, ...rest } = raw;
  return { path: [], continue: false, ...rest, message: own ?? localeError(raw as never) ?? "Invalid input" };
}

export const aborted = (issues: readonly Issue[]): boolean => issues.some((each) => !each.continue);

/** Puts what is wrong with an input into `issues`; returns what it stands for. */
export type Parse = (input: unknown, issues: Issue[]) => unknown;

export interface Facts {
  /** Of an object. */
  shape?: Record<string, Schema>;
  /** Which inputs it takes, where these can be listed. */
  values?: readonly unknown[];
  /** The schemas between which a discriminator chooses. */
  options?: readonly Schema[];
}

export class Schema {
  readonly facts: Facts;
  private readonly parse: Parse;
  private readonly checks: readonly Parse[];

  constructor(parse: Parse, facts: Facts = {}, checks: readonly Parse[] = []) {
    this.parse = parse;
    this.facts = facts;
    this.checks = checks;
  }

  run(input: unknown, issues: Issue[]): unknown {
    const own: Issue[] = [];
    const output = this.parse(input, own);
    for (const check of this.checks) if (!aborted(own)) check(output, own);
    issues.push(...own);
    return output;
  }

  /** The issues of what lies in `key`, with their place. */
  runAt(key: PropertyKey, input: unknown, issues: Issue[]): unknown {
    const own: Issue[] = [];
    const output = this.run(input, own);
    for (const each of own) each.path.unshift(key);
    issues.push(...own);
    return output;
  }

  safeParse(input: unknown): { success: true; data: unknown } | { success: false; error: { issues: Issue[] } } {
    const issues: Issue[] = [];
    const data = this.run(input, issues);
    return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
  }

  private checked(check: Parse): Schema {
    return new Schema(this.parse, this.facts, [...this.checks, check]);
  }

  refine(holds: (value: never) => unknown, wording?: Wording & { path?: PropertyKey[] }): Schema {
    return this.checked((input, issues) => {
      if (holds(input as never)) return;
      const path = typeof wording === "object" ? [...(wording.path ?? [])] : [];
      issues.push(issue({ code: "custom", input, path, continue: true }, wording));
    });
  }

  private sized(code: "too_small" | "too_big", limit: object, fails: (size: number) => boolean, wording?: Wording) {
    return this.checked((input, issues) => {
      const [origin, size] =
        typeof input === "number"
          ? ["number", input]
          : [typeof input === "string" ? "string" : "array", lengthOf(input as string | unknown[])];
      if (fails(size)) issues.push(issue({ code, input, origin, ...limit, continue: true }, wording));
    });
  }
  min(minimum: number, wording?: Wording): Schema {
    return this.sized("too_small", { minimum, inclusive: true }, (size) => size < minimum, wording);
  }
  max(maximum: number, wording?: Wording): Schema {
    return this.sized("too_big", { maximum, inclusive: true }, (size) => size > maximum, wording);
  }
  nonnegative(): Schema {
    return this.min(0);
  }
  gt(minimum: number): Schema {
    return this.sized("too_small", { minimum, inclusive: false }, (size) => size <= minimum);
  }
  lt(maximum: number): Schema {
    return this.sized("too_big", { maximum, inclusive: false }, (size) => size >= maximum);
  }
  positive(): Schema {
    return this.gt(0);
  }
  regex(pattern: RegExp, wording?: Wording): Schema {
    return this.checked((input, issues) => {
      if (!pattern.test(input as string))
        issues.push(issue({ code: "invalid_format", format: "regex", input, continue: true }, wording));
    });
  }

  optional(): Schema {
    return this.or(undefined, undefined);
  }
  nullable(): Schema {
    return this.or(null, null);
  }
  default(value: unknown): Schema {
    return this.or(undefined, value);
  }
  private or(given: unknown, value: unknown): Schema {
    return new Schema((input, issues) => (input === given ? value : this.run(input, issues)), {
      ...(this.facts.values && { values: [...this.facts.values, given] }),
    });
  }
}

/** Texts are counted in code points. */
const lengthOf = (value: string | readonly unknown[]): number =>
  typeof value === "string" ? [...value].length : value.length;
