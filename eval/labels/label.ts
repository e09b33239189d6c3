/**
 * What a label is, wherever one is read: in rows of suites, in submissions, in CSV, in what a model's card says.
 *
 * Blanks around it are no part of it. A string is a name. A number is the label that is spelt so (`String(number)`); else
 * the one label of that value, as JSON's 1.0 has lost how it was spelt; else an index. Texts that have no types, as fields
 * of CSV or keys of JSON, are numbers where JSON would write a number so.
 */
import * as z from "zod";

export const EXPECTED = "expected a label's name or index";

/** A label as it is written. */
export const Label = z.union([z.string().regex(/\S/, EXPECTED), z.number()], EXPECTED);
export type Label = z.infer<typeof Label>;

/** The one of `labels` that is spelt so, blanks around either aside; undefined where there is none. */
export function labelSpelt(text: string, labels: readonly string[]): string | undefined {
  if (labels.includes(text)) return text;
  const trimmed = text.trim();
  return labels.find((label) => label.trim() === trimmed);
}

/** The one of `labels` that is meant, by name, by number or, if it is a number, by index; undefined where none is. */
export function readLabel(written: Label, labels: readonly string[]): string | undefined {
  if (typeof written === "string") return labelSpelt(written, labels);
  const alike = labels.filter((label) => isNumber(label.trim()) && Number(label) === written);
  return labelSpelt(String(written), labels) ?? (alike.length === 1 ? alike[0] : labels[written]);
}

/** What a text without a type says: a number where JSON would write one so, unless a label is spelt like it. */
export function labelOfText(text: string, labels: readonly string[]): Label {
  const trimmed = text.trim();
  if (labelSpelt(trimmed, labels) !== undefined || !JSON_NUMBER.test(trimmed)) return text;
  const number = Number(trimmed);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}

/** Names in the order of an index: whole numbers by their value if all are, else by code units. */
export function inLabelOrder(names: Iterable<string>): string[] {
  const sorted = [...names].sort();
  if (!sorted.every((name) => WHOLE_NUMBER.test(name))) return sorted;
  const valued = sorted.map((name) => ({ name, value: BigInt(name) })); // a double takes 2^53 and 2^53 + 1 for equal
  return valued.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)).map(({ name }) => name);
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const WHOLE_NUMBER = /^[+-]?\d+$/;
const isNumber = (text: string) => /^[+-]?\d+(\.\d+)?$/.test(text);
