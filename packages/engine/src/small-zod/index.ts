/**
 * Stands in for zod in the package, whose 30 KB (gzipped) would be more than all the rest: `build.ts` puts it in zod's place. The schemas are the
 * repository's own, `r2-assets/format`, and the same code either way; `test/engine-package/small-zod.test.ts` holds its verdicts, words and outputs to
 * zod's. What zod has and is not here breaks the build.
 */
import { aborted, type Issue, issue, type Parse, Schema, type Wording } from "./schema.ts";

export { config } from "./schema.ts";

type Members = Record<string, unknown>;

/** A schema of what `is` says yes to. */
const typed = (expected: string, is: (input: unknown) => boolean): Schema =>
  new Schema((input, issues) => {
    if (!is(input)) issues.push(issue({ code: "invalid_type", expected, input }));
    return input;
  });

export const string = (): Schema => typed("string", (input) => typeof input === "string");
export const number = (): Schema => typed("number", Number.isFinite);
export const boolean = (): Schema => typed("boolean", (input) => typeof input === "boolean");
export const int = (): Schema =>
  new Schema((input, issues) => {
    if (!Number.isFinite(input)) issues.push(issue({ code: "invalid_type", expected: "number", input }));
    else if (!Number.isInteger(input)) issues.push(issue({ code: "invalid_type", expected: "int", input }));
    else if (!Number.isSafeInteger(input)) {
      const bound =
        (input as number) > 0
          ? { code: "too_big", maximum: Number.MAX_SAFE_INTEGER }
          : { code: "too_small", minimum: Number.MIN_SAFE_INTEGER };
      issues.push(issue({ ...bound, origin: "int", inclusive: true, input, continue: true }));
    }
    return input;
  });

const listed = (values: readonly unknown[], wording?: Wording): Schema =>
  new Schema(
    (input, issues) => {
      if (!values.includes(input)) issues.push(issue({ code: "invalid_value", values, input }, wording));
      return input;
    },
    { values },
  );
export const literal = (value: unknown, wording?: Wording): Schema => listed([value], wording);
const enumeration = (values: readonly string[], wording?: Wording): Schema => listed(values, wording);

export { enumeration as enum };

export const custom = (is: (input: unknown) => boolean, wording?: Wording): Schema =>
  new Schema((input, issues) => {
    if (!is(input)) issues.push(issue({ code: "custom", input }, wording));
    return input;
  });

export const array = (item: Schema): Schema =>
  new Schema((input, issues) => {
    if (Array.isArray(input)) return input.map((each, i) => item.runAt(i, each, issues));
    issues.push(issue({ code: "invalid_type", expected: "array", input }));
    return input;
  });

export const tuple = (items: readonly Schema[]): Schema =>
  new Schema((input, issues) => {
    const size = { origin: "array", inclusive: true, input };
    if (!Array.isArray(input)) issues.push(issue({ code: "invalid_type", expected: "tuple", input }));
    else if (input.length < items.length) issues.push(issue({ code: "too_small", minimum: items.length, ...size }));
    else {
      if (input.length > items.length) issues.push(issue({ code: "too_big", maximum: items.length, ...size }));
      return items.map((item, i) => item.runAt(i, input[i], issues));
    }
    return input;
  });

const isObject = (input: unknown): input is Members =>
  typeof input === "object" && input !== null && !Array.isArray(input);

export const record = (key: Schema, value: Schema): Schema =>
  new Schema((input, issues) => {
    if (!isObject(input)) {
      issues.push(issue({ code: "invalid_type", expected: "record", input }));
      return input;
    }
    const output: Members = {};
    for (const [name, each] of Object.entries(input)) {
      if (name === "__proto__") continue;
      const ofKey: Issue[] = [];
      key.run(name, ofKey);
      if (ofKey.length > 0) issues.push(issue({ code: "invalid_key", origin: "record", input: name, path: [name] }));
      else output[name] = value.runAt(name, each, issues);
    }
    return output;
  });

/** What an object's other members are for it. */
type Others = "unknown" | "kept" | "left out";

function objectOf(shape: Record<string, Schema>, others: Others): Schema {
  const parse: Parse = (input, issues) => {
    if (!isObject(input)) {
      issues.push(issue({ code: "invalid_type", expected: "object", input }));
      return input;
    }
    const output: Members = {};
    for (const [name, schema] of Object.entries(shape)) {
      const value = schema.runAt(name, input[name], issues);
      if (value !== undefined || Object.hasOwn(input, name)) output[name] = value;
    }
    const keys = Object.keys(input).filter((name) => !Object.hasOwn(shape, name));
    if (others === "kept") for (const name of keys) if (name !== "__proto__") output[name] = input[name];
    if (others === "unknown" && keys.length > 0)
      issues.push(issue({ code: "unrecognized_keys", keys, input, continue: true }));
    return output;
  };
  return new Schema(parse, { shape });
}
export const object = (shape: Record<string, Schema>): Schema => objectOf(shape, "left out");
export const strictObject = (shape: Record<string, Schema>): Schema => objectOf(shape, "unknown");
export const looseObject = (shape: Record<string, Schema>): Schema => objectOf(shape, "kept");

export const union = (options: readonly Schema[], wording?: Wording): Schema =>
  new Schema((input, issues) => {
    const tried = options.map((option) => {
      const own: Issue[] = [];
      return { output: option.run(input, own), own };
    });
    const whole = tried.filter(({ own }) => !aborted(own));
    const taken = tried.find(({ own }) => own.length === 0) ?? (whole.length === 1 ? whole[0] : undefined);
    if (taken === undefined)
      issues.push(issue({ code: "invalid_union", errors: tried.map(({ own }) => own), input }, wording));
    else issues.push(...taken.own);
    return taken?.output ?? input;
  });

export const discriminatedUnion = (by: string, options: readonly Schema[], wording?: Wording): Schema => {
  const chosen = new Map(options.flatMap((option) => valuesOf(option, by).map((value) => [value, option] as const)));
  return new Schema(
    (input, issues) => {
      if (!isObject(input)) {
        issues.push(issue({ code: "invalid_type", expected: "object", input }, wording));
        return input;
      }
      const option = chosen.get(input[by]);
      if (option !== undefined) return option.run(input, issues);
      issues.push(issue({ code: "invalid_union", errors: [], input, path: [by] }, wording));
      return input;
    },
    { options },
  );
};

const valuesOf = ({ facts: { shape, options } }: Schema, by: string): readonly unknown[] =>
  options?.flatMap((option) => valuesOf(option, by)) ?? shape?.[by]?.facts.values ?? [];
