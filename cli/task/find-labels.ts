import { CliError } from "../cli-error.ts";
import { listOf, partsOf } from "./cells.ts";
import { type Column, described, isId, plainTitle } from "./column.ts";
import { columnNamed, wellKnown } from "./find-texts.ts";
import type { LayoutOptions } from "./layout.ts";
import { LABEL_NAMES, LABEL_TEXT_NAMES, PLURAL_NAMES, SCORE_NAMES } from "./well-known-names.ts";

/** A column of labels or scores, or several of 0 and 1. */
export type Labels = { column: Column; byName: boolean } | { matrix: readonly Column[] };

/** More different values than this are no classes, unless somebody says so. */
const MOST_CLASSES = 300;
/** So often a class occurs at least, on average, where nothing but its values say that a column holds classes. */
const A_CLASS = 3;

/** What is asked for, or a column with a well-known title; undefined where there is none. Throws CliError where several are. */
export function namedLabels(columns: readonly Column[], { label, kind }: LayoutOptions): Labels | undefined {
  if (label !== undefined && label.length > 1) {
    const matrix = label.map((name) => columnNamed(columns, name, "--label"));
    const odd = matrix.find(({ type }) => type !== "flag");
    if (odd !== undefined)
      throw new CliError(`--label with several columns takes columns of 0 and 1; ${described(odd)} is none`);
    return { matrix };
  }
  if (label !== undefined) return { column: usable(columnNamed(columns, label[0]!, "--label")), byName: true };
  const filled = columns.filter(({ type }) => type !== "empty");
  const names = kind === "score" ? [...SCORE_NAMES, ...LABEL_NAMES] : LABEL_NAMES;
  const found = filled.filter(({ name }) => names.includes(plainTitle(name)));
  const plain = found.filter(({ name }) => !LABEL_TEXT_NAMES.includes(plainTitle(name)));
  const first = wellKnown(found, names);
  if (first === undefined) {
    const score = wellKnown(filled, SCORE_NAMES);
    return score && { column: usable(score), byName: true };
  }
  if (plain.length > 1 && !["label", "labels"].includes(plainTitle(first.name)))
    throw new CliError(
      `${plain.map(({ name }) => name).join(" and ")} may all be the label: --label ${first.name} takes one of them`,
    );
  return { column: usable(first), byName: true };
}

/** By what columns hold that are no texts. Throws CliError where it cannot be told. */
export function labelsByContent(columns: readonly Column[], texts: readonly string[], { kind }: LayoutOptions): Labels {
  const rest = columns.filter(({ name, type }) => !texts.includes(name) && type !== "empty" && !isId(name));
  const flags = rest.filter(({ type }) => type === "flag");
  if (flags.length > 1 && (kind === undefined || kind === "multi-label")) return { matrix: flags };
  const fitting = rest.filter((column) => fits(column, kind));
  if (fitting.length === 1) return { column: fitting[0]!, byName: false };
  const told = columns.map(described).join(", ");
  throw new CliError(
    fitting.length === 0
      ? `no column holds labels: there are ${told}; --label names the one that is meant`
      : `${fitting.map(({ name }) => name).join(" and ")} may all be the label (there are ${told}): --label names it`,
  );
}

function fits({ type, filled, values }: Column, kind: LayoutOptions["kind"]): boolean {
  if (type === "list") return kind === undefined || kind === "multi-label";
  if (type === "number" || (type === "whole" && kind === "score")) return kind === undefined || kind === "score";
  if (type === "nested" || kind === "score") return false;
  return values.size > 1 && values.size <= Math.min(MOST_CLASSES, filled / A_CLASS);
}

function usable(column: Column): Column {
  const { name, type } = column;
  if (type === "nested") throw new CliError(`${name} is nested: a label is a text, a number, or a list of these`);
  if (type === "empty") throw new CliError(`${name} is empty: there is no label to learn`);
  return column;
}

/**
 * What stands between several labels in a cell; undefined where cells have one. Its parts must come again, alone or with others, and fewer of
 * them are different than of whole cells; a comma counts in a column whose title is a plural.
 */
export function separatorOf({ name, values }: Column): string | undefined {
  const plural = PLURAL_NAMES.includes(plainTitle(name));
  return ["|", ";", ...(plural ? [","] : [])].find((separator) => {
    const counts = new Map<string, number>();
    let joined = 0;
    for (const [cell, count] of values) {
      const parts = partsOf(cell, separator);
      if (parts.length > 1) joined += count;
      for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + count);
    }
    const again = [...counts.values()].filter((count) => count > 1).length;
    return joined > 0 && counts.size < values.size && again > 0.9 * counts.size;
  });
}

/** Names for whole numbers, from a column beside them that says one name for each; undefined where there is none. */
export function namesBeside(
  column: Column,
  columns: readonly Column[],
  rows: readonly { cells: ReadonlyMap<string, unknown> }[],
): { column: Column; names: string[] } | undefined {
  if (column.type !== "whole" && column.type !== "flag") return undefined;
  const beside = wellKnown(columns, LABEL_TEXT_NAMES);
  if (beside === undefined || beside === column || beside.type !== "text") return undefined;
  const byNumber = new Map<number, string>();
  for (const { cells } of rows) {
    const [number, name] = [Number(cells.get(column.name)), String(cells.get(beside.name) ?? "").trim()];
    if (name === "" || (byNumber.get(number) ?? name) !== name) return undefined;
    byNumber.set(number, name);
  }
  const names = [...byNumber].sort(([a], [b]) => a - b).map(([, name]) => name);
  return new Set(names).size === names.length ? { column: beside, names } : undefined;
}

/** Whether every cell of a list column has one label alone: then they are classes. */
export const isAlwaysOne = ({ values }: Column): boolean =>
  [...values.keys()].every((cell) => listOf(cell)?.length === 1);
