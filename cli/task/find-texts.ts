import { CliError } from "../cli-error.ts";
import { type Column, described, isId, plainTitle } from "./column.ts";
import type { LayoutOptions } from "./layout.ts";
import { PAIR_NAMES, TEXT_NAMES } from "./well-known-names.ts";

export interface Texts {
  text_a: string;
  text_b?: string;
  notes: string[];
}

/** By its title, else null. Throws CliError for an option that names no column. */
export function columnNamed(columns: readonly Column[], name: string, option: string): Column {
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => plainTitle(column.name) === plainTitle(name));
  if (found === undefined)
    throw new CliError(
      `${option} ${name}: there is no such column; there are ${columns.map((column) => column.name).join(", ")}`,
    );
  return found;
}

/** The first of well-known names that a column has. */
export const wellKnown = (columns: readonly Column[], names: readonly string[]): Column | undefined =>
  names.flatMap((name) => columns.filter((column) => plainTitle(column.name) === name))[0];

/** So much longer must a column's texts be than another's to be taken for the text. */
const CLEARLY = 1.5;

/** The column of texts, or the two. `others` are known to be something else. Throws CliError where it cannot be told. */
export function findTexts(columns: readonly Column[], options: LayoutOptions, others: readonly string[]): Texts {
  const free = columns.filter(({ name, type }) => !others.includes(name) && type !== "empty");
  if (options.text !== undefined) {
    const text_a = textual(columnNamed(columns, options.text, "--text"));
    if (options.textPair === undefined) return { text_a, notes: [] };
    return { text_a, text_b: textual(columnNamed(columns, options.textPair, "--text-pair")), notes: [] };
  }
  const texts = free.filter(({ name, type }) => type === "text" && !isId(name));
  if (options.textPair !== undefined) {
    const text_b = textual(columnNamed(columns, options.textPair, "--text-pair"));
    return {
      ...findTexts(
        columns.filter(({ name }) => name !== text_b),
        {},
        others,
      ),
      text_b,
    };
  }
  for (const [first, second] of PAIR_NAMES) {
    const [a, b] = [first, second].map((name) => texts.find((column) => plainTitle(column.name) === name));
    if (a && b) return { text_a: a.name, text_b: b.name, notes: [] };
  }
  const named = wellKnown(texts, TEXT_NAMES);
  if (named !== undefined) return { text_a: named.name, notes: unread(texts, named) };
  return byLength(texts, columns);
}

function byLength(texts: readonly Column[], all: readonly Column[]): Texts {
  const [longest, next] = [...texts].sort((a, b) => b.words - a.words);
  if (longest === undefined)
    throw new CliError(
      `no column holds texts: there are ${all.map(described).join(", ")}; --text names the one that is meant`,
    );
  if (next !== undefined && next.words > 2 && longest.words < CLEARLY * next.words)
    throw new CliError(
      `${longest.name} and ${next.name} may both be the text: --text ${longest.name} takes one of them, --text-pair ${next.name} beside it both`,
    );
  return {
    text_a: longest.name,
    notes: [
      `${longest.name} is the text, as the column of the longest ones (--text names another)`,
      ...unread(texts, longest),
    ],
  };
}

/** Whole texts that nobody will read. */
const unread = (texts: readonly Column[], taken: Column): string[] =>
  texts
    .filter((column) => column !== taken && column.words > 3 && column.values.size > 0.5 * column.filled)
    .map(({ name }) => `${name} holds texts that are not read (--text-pair ${name} reads them beside ${taken.name})`);

function textual({ name, type }: Column): string {
  if (type === "list" || type === "nested")
    throw new CliError(`${name} is ${type === "list" ? "a column of lists" : "nested"}, not of texts`);
  if (type === "empty") throw new CliError(`${name} is empty`);
  return name;
}
