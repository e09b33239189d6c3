import type { Row } from "../../r2-assets/format/rows.ts";

/** What of a row is asked about, so that equal ones are the same text to a reader: case, forms of letters and blanks don't count. */
export const textKey = (row: Row): string => textsOf(row).map(plain).join("\0");

/** Rows that must stay on one side of a split: those of the same text; of questions those of the same context. */
export const groupKey = (row: Row): string => ("context" in row ? plain(row.context) : textKey(row));

/** What the row is to be answered with. */
export function targetKey(row: Row): string {
  if ("tags" in row) return JSON.stringify(row.tags);
  if ("answers" in row) return JSON.stringify(row.answers.map(({ text }) => text).sort());
  if ("labels" in row) return JSON.stringify([...row.labels].sort());
  return JSON.stringify("label" in row ? row.label : null);
}

/** The texts of a row, words with blanks between. */
export function textsOf(row: Row): string[] {
  if ("tokens" in row) return [row.tokens.join(" ")];
  if ("context" in row) return [row.question, row.context];
  if ("text_a" in row) return row.text_b === undefined ? [row.text_a] : [row.text_a, row.text_b];
  return row.texts.flat();
}

/** Labels that a row has; of tags the types of its spans. */
export function labelsOf(row: Row): string[] {
  if ("tags" in row) return row.tags.filter((tag) => tag.startsWith("B-")).map((tag) => tag.slice(2));
  if ("labels" in row) return row.labels;
  return "label" in row && typeof row.label === "string" ? [row.label] : [];
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
