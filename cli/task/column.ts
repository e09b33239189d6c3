import type { Brought } from "./brought.ts";
import { flagOf, isEmptyCell, listOf, numberOf, wordsOf } from "./cells.ts";
import { COUNTER_NAMES, ID_NAMES } from "./well-known-names.ts";

/** What a column holds, by all of its cells that are filled. */
export interface Column {
  name: string;
  /** `flag`: 0 and 1, true and false; `nested`: objects, and lists of them. */
  type: "text" | "whole" | "number" | "flag" | "list" | "nested" | "empty";
  filled: number;
  /** Of all rows. */
  rows: number;
  /** Cells as text, with how often they occur. */
  values: ReadonlyMap<string, number>;
  /** Words a cell, on average; 0 where it holds no text. */
  words: number;
  /** Of whole numbers that stand for names, these. */
  classNames: readonly string[] | undefined;
}

/** Of every title of the file, in its order. */
export function columnsOf({ columns, rows, classNames }: Brought): Column[] {
  return columns.map((name) => {
    const cells = rows.map(({ cells }) => cells.get(name)).filter((cell) => !isEmptyCell(cell));
    const values = new Map<string, number>();
    for (const cell of cells) {
      const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell).trim();
      values.set(text, (values.get(text) ?? 0) + 1);
    }
    const type = typeOf(cells);
    const words =
      type === "text" ? cells.reduce<number>((sum, cell) => sum + wordsOf(String(cell)).length, 0) / cells.length : 0;
    return { name, type, filled: cells.length, rows: rows.length, values, words, classNames: classNames.get(name) };
  });
}

function typeOf(cells: readonly unknown[]): Column["type"] {
  if (cells.length === 0) return "empty";
  if (cells.every((cell) => listOf(cell) !== null)) return "list";
  if (cells.some((cell) => typeof cell === "object")) return "nested";
  if (cells.every((cell) => flagOf(cell) !== null)) return "flag";
  const numbers = cells.map(numberOf);
  if (numbers.some((number) => number === null)) return "text";
  return numbers.every(Number.isInteger) ? "whole" : "number";
}

/** A title as it is compared with well-known ones: `Intent Name` and `intent-name` are `intent_name`. */
export const plainTitle = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** `"text" (a text, 1,800 different ones)`: for whoever has to choose. */
export function described({ name, type, values }: Column): string {
  const count = values.size.toLocaleString("en");
  const what = {
    text: "text",
    whole: "whole numbers",
    number: "numbers",
    flag: "0 and 1",
    list: "lists",
    nested: "nested",
    empty: "empty",
  }[type];
  return `${name} (${what}${type === "empty" || type === "nested" ? "" : `, ${count} different`})`;
}

/** Whether a title promises ids, or a count of rows. */
export const isId = (title: string): boolean => [...ID_NAMES, ...COUNTER_NAMES].includes(plainTitle(title));
