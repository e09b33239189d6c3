import { CliError } from "../cli-error.ts";
import { numberOf } from "./cells.ts";
import { type Column, plainTitle } from "./column.ts";
import { isAlwaysOne, separatorOf } from "./find-labels.ts";
import type { LayoutOptions } from "./layout.ts";

/** What a column of labels makes of a task, and what is worth saying of it. */
export interface KindFound {
  kind: "classification" | "multi-label" | "regression";
  why: string[];
  separator?: string;
}

/** Whole numbers with no more different values are classes. */
const MOST_NUMBERS = 20;

/** By what is asked for, else by what the column holds. Throws CliError where that may be either. */
export function kindOfLabels(
  column: Column,
  byName: boolean,
  { kind, separator, labelNames }: LayoutOptions,
): KindFound {
  const { name, type, values, filled, classNames } = column;
  const count = values.size.toLocaleString("en");
  if (kind === "score") return { kind: "regression", why: [] };
  if (kind === "multi-label" || separator !== undefined) {
    const between = separator ?? (type === "list" ? undefined : separatorOf(column));
    return { kind: "multi-label", why: [], ...(between !== undefined && { separator: between }) };
  }
  if (type === "list" && kind !== "class") {
    if (!isAlwaysOne(column)) return { kind: "multi-label", why: [] };
    return {
      kind: "multi-label",
      why: [`${name} is a list of one label in every row: labels that may be several all the same`],
    };
  }
  if (kind === "class" || (labelNames !== undefined && type !== "text")) return { kind: "classification", why: [] };
  if (type === "text" && SCORES.test(plainTitle(name)) && areMostlyNumbers(values))
    return { kind: "regression", why: [] };
  if (type === "number")
    return {
      kind: "regression",
      why: [`${name} holds numbers with fractions: scores (--kind class takes them as classes)`],
    };
  if (type === "whole" && classNames === undefined) {
    if (SCORES.test(plainTitle(name)))
      return {
        kind: "regression",
        why: [`${name} is a score by its title (--kind class takes its ${count} values as classes)`],
      };
    const few = values.size <= MOST_NUMBERS || (byName && isCounted(values) && values.size <= filled / 3);
    if (!few)
      throw new CliError(
        `${name} holds ${count} different whole numbers: --kind class takes them as classes, --kind score as scores`,
      );
    return {
      kind: "classification",
      why: [`${name} holds ${count} whole numbers: classes (--kind score takes them as scores)`],
    };
  }
  const joined = type === "text" ? separatorOf(column) : undefined;
  if (joined !== undefined)
    return {
      kind: "multi-label",
      separator: joined,
      why: [
        `${name} has labels joined by ${JSON.stringify(joined)}: several a row (--kind class takes each cell as one label)`,
      ],
    };
  if (filled > 20 && values.size > filled / 2)
    throw new CliError(
      `${name} has ${count} different values in ${filled.toLocaleString("en")} rows: too many to be classes; --label names another column`,
    );
  return { kind: "classification", why: [] };
}

/** But for a few, which are then told by their rows. */
const areMostlyNumbers = (values: ReadonlyMap<string, number>): boolean =>
  [...values.keys()].filter((value) => numberOf(value) !== null).length > 0.9 * values.size;

const SCORES = /score|rating|stars|similarity|grade/;

/** 0, 1, … without a gap. */
const isCounted = (values: ReadonlyMap<string, number>): boolean =>
  [...values.keys()].every((value) => Number(value) >= 0 && Number(value) < values.size);
