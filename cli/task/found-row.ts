/** A row of a file, as the layout reads it: the row without its id, or why there is none. */
import { CliError } from "../cli-error.ts";
import type { Brought, BroughtRow } from "./brought.ts";
import { flagOf, isEmptyCell, labelText, listOf, numberOf, partsOf, shortly, wordsOf } from "./cells.ts";
import type { Layout } from "./layout.ts";

export type RowValue = Record<string, unknown>;

/** Something is missing, or the answer is not where it is said to be. */
export type Flaw = { flaw: "empty" | "misplaced"; what: string };

/**
 * The row's fields by name, label names as they are written. Throws CliError, with the row, for what no leaving out of a few rows would mend:
 * a score that is none, words without tags.
 */
export function foundRow(brought: Brought, row: BroughtRow, layout: Layout): RowValue | Flaw {
  const refuse = (sentence: string): never => {
    throw new CliError(`${brought.file}, ${brought.counts} ${row.line}: ${sentence}`);
  };
  switch (layout.kind) {
    case "tagging":
      return tagged(row, layout, refuse);
    case "question-answering":
      return asked(row, layout, refuse);
    default:
      return labelled(row, layout, refuse);
  }
}

type Refuse = (sentence: string) => never;

const empty = (what: string): Flaw => ({ flaw: "empty", what });

function labelled({ cells }: BroughtRow, layout: Layout, refuse: Refuse): RowValue | Flaw {
  const { kind, columns } = layout;
  const texts: RowValue = {};
  for (const field of ["text_a", "text_b"] as const) {
    const column = columns[field];
    if (column === undefined) continue;
    const cell = cells.get(column);
    if (isEmptyCell(cell)) return empty(column);
    if (typeof cell === "object") refuse(`${column} is no text`);
    texts[field] = String(cell);
  }
  if (kind === "multi-label") return { ...texts, labels: labelsOf(cells, layout, refuse) };
  const column = columns.label!;
  const cell = cells.get(column);
  if (isEmptyCell(cell)) return empty(column);
  if (kind === "regression")
    return { ...texts, label: numberOf(cell) ?? refuse(`${column} is ${JSON.stringify(cell)}, which is no number`) };
  if (typeof cell !== "object") return { ...texts, label: named(labelText(cell), layout, refuse) };
  const [one, ...more] = listOf(cell) ?? refuse(`${column} is nested`);
  if (one === undefined) return empty(column);
  if (more.length > 0) refuse(`${column} has ${more.length + 1} labels; --kind multi-label takes them all`);
  return { ...texts, label: named(one, layout, refuse) };
}

/** None is a set of labels, too. */
function labelsOf(cells: BroughtRow["cells"], layout: Layout, refuse: Refuse): string[] {
  const { columns, matrix, separator } = layout;
  if (matrix !== undefined)
    return matrix.filter((name) => flagOf(cells.get(name)) ?? refuse(`${name} is neither 0 nor 1`));
  const column = columns.labels!;
  const cell = cells.get(column);
  if (isEmptyCell(cell)) return [];
  const list = separator === undefined ? (listOf(cell) ?? [labelText(cell)]) : partsOf(cell, separator);
  return [...new Set(list.map((label) => named(label, layout, refuse)))];
}

function tagged({ cells }: BroughtRow, layout: Layout, refuse: Refuse): RowValue | Flaw {
  const { columns } = layout;
  const lists = (["tokens", "tags"] as const).map((field) => {
    const cell = cells.get(columns[field]!);
    if (isEmptyCell(cell)) return [];
    return listOf(cell) ?? (typeof cell === "string" ? wordsOf(cell) : refuse(`${columns[field]} is no list of texts`));
  });
  const [tokens, tags] = lists as [string[], string[]];
  if (tokens.length !== tags.length) refuse(`there are ${tags.length} tags for ${tokens.length} words`);
  if (tokens.length === 0) return empty(columns.tokens!);
  if (tokens.some((token) => token.trim() === "")) return empty(`a word of ${columns.tokens}`);
  return { tokens, tags: tags.map((tag) => named(tag, layout, refuse)) };
}

/** What is longer is a text, and would stand whole in every table and answer. */
const LONGEST_LABEL = 500;

/** The name of a label that is a number in the file. */
function named(label: string, { names }: Layout, refuse: Refuse): string {
  if (label.length > LONGEST_LABEL)
    refuse(
      `a label of ${label.length.toLocaleString("en")} characters is no name, ${shortly(label)}: --label names another column`,
    );
  if (names === undefined) return label;
  return (
    names[/^\d+$/.test(label) ? Number(label) : -1] ??
    refuse(`${label} is none of the ${names.length} labels that --label-names numbers from 0`)
  );
}

interface Answer {
  text: string;
  answer_start?: number | null | undefined;
}

function asked({ cells }: BroughtRow, { columns }: Layout, refuse: Refuse): RowValue | Flaw {
  const [question, context] = [cells.get(columns.question!), cells.get(columns.context!)];
  if (isEmptyCell(question)) return empty(columns.question!);
  if (isEmptyCell(context)) return empty(columns.context!);
  const cell = cells.get(columns.answers!);
  const start = columns.answer_start === undefined ? undefined : cells.get(columns.answer_start);
  const given =
    answersOf(cell, start) ?? refuse(`${columns.answers} is neither a text nor a list of {text, answer_start}`);
  const filled = given.filter(({ text }) => text !== "");
  const passage = String(context);
  const answers = filled.map((answer) => placed(answer, passage));
  const missing = answers.find((answer) => answer.answer_start === undefined);
  if (missing !== undefined) return { flaw: "misplaced", what: missing.text };
  return {
    question: String(question),
    context: passage,
    answers,
    ...(answers.length === 0 && { is_impossible: true }),
  };
}

function answersOf(cell: unknown, start: unknown): Answer[] | null {
  if (isEmptyCell(cell)) return [];
  if (typeof cell === "object" && cell !== null && !Array.isArray(cell)) {
    const { text, answer_start } = cell as { text?: unknown; answer_start?: unknown };
    const texts = Array.isArray(text) ? text : [text];
    const starts = Array.isArray(answer_start) ? answer_start : [answer_start];
    if (!texts.every((each) => typeof each === "string")) return null;
    return texts.map((each, i) => ({ text: each, answer_start: starts[i] }));
  }
  if (Array.isArray(cell) && cell.every((each) => typeof each === "object" && each !== null)) {
    const all = cell.map((each) => answersOf(each, undefined));
    return all.every((each) => each !== null) ? all.flat() : null;
  }
  const texts = listOf(cell) ?? (typeof cell === "object" ? null : [String(cell)]);
  const starts = listOf(start) ?? [start];
  return texts === null ? null : texts.map((text, i) => ({ text, answer_start: numberOf(starts[i]) }));
}

/** With its place in UTF-16 units, counted so or by code points; the first where it is found, where none is given. */
function placed({ text, answer_start: start }: Answer, context: string): Answer {
  if (start == null) {
    const at = context.indexOf(text);
    return at === -1 ? { text } : { text, answer_start: at };
  }
  if (context.startsWith(text, start)) return { text, answer_start: start };
  const units = [...context].slice(0, start).join("").length;
  return context.startsWith(text, units) ? { text, answer_start: units } : { text };
}
