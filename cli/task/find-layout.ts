import { isTag } from "../../eval/tags/tag.ts";
import { CliError } from "../cli-error.ts";
import type { Brought } from "./brought.ts";
import { numberOf } from "./cells.ts";
import { type Column, columnsOf, plainTitle } from "./column.ts";
import { isAlwaysOne, type Labels, labelsByContent, namedLabels, namesBeside, separatorOf } from "./find-labels.ts";
import { columnNamed, findTexts, wellKnown } from "./find-texts.ts";
import type { Layout, LayoutOptions } from "./layout.ts";
import {
  ANSWER_NAMES,
  ANSWER_START_NAMES,
  CONTEXT_NAMES,
  ID_NAMES,
  LABEL_NAMES,
  PAIR_NAMES,
  QUESTION_NAMES,
  SCORE_NAMES,
  TAG_NAMES,
  TEXT_NAMES,
  TOKEN_NAMES,
} from "./well-known-names.ts";

/**
 * What the columns of the training file hold: by what is asked for, by well-known titles, by content, in this order. Throws CliError with one sentence, which
 * names the options that decide, where that cannot be told.
 */
export function findLayout(train: Brought, options: LayoutOptions): Layout {
  const columns = columnsOf(train);
  refuseNoTitles(train, columns);
  const found = layoutOf(train, columns, options);
  const id =
    options.id === undefined ? wellKnown(columns, ID_NAMES.slice(0, 6)) : columnNamed(columns, options.id, "--id");
  return id === undefined ? found : { ...found, columns: { id: id.name, ...found.columns } };
}

function layoutOf(train: Brought, columns: readonly Column[], options: LayoutOptions): Layout {
  const { kind } = options;
  if (kind === "spans" || kind === undefined) {
    const spans = spansIn(train, columns, options);
    if (spans !== null) return spans;
  }
  if (kind === "tags" || kind === undefined) {
    const tags = tagsIn(columns, options);
    if (tags !== null) return tags;
  }
  refuseWordsAsRows(columns, options);
  const byName = namedLabels(columns, options);
  const others =
    byName === undefined ? [] : "matrix" in byName ? byName.matrix.map(({ name }) => name) : [byName.column.name];
  const { notes, ...texts } = findTexts(columns, options, others);
  const labels = byName ?? labelsByContent(columns, Object.values(texts), options);
  return withLabels(labels, { texts, notes }, train, columns, options);
}

/** Question, context and answers. Null where nobody asked for them and they are not all there. */
function spansIn(
  train: Brought,
  columns: readonly Column[],
  { kind, text, textPair, label }: LayoutOptions,
): Layout | null {
  const question = text ? columnNamed(columns, text, "--text") : wellKnown(columns, QUESTION_NAMES);
  const context = textPair ? columnNamed(columns, textPair, "--text-pair") : wellKnown(columns, CONTEXT_NAMES);
  const answers = label ? columnNamed(columns, label[0]!, "--label") : wellKnown(columns, ANSWER_NAMES);
  const missing = Object.entries({ "--text": question, "--text-pair": context, "--label": answers }).find(
    ([, column]) => column === undefined,
  );
  if (kind === undefined && (missing !== undefined || (text ?? textPair ?? label) !== undefined)) return null;
  if (kind === undefined && !answersStandIn(train, context!, answers!)) return null;
  if (missing !== undefined)
    throw new CliError(
      `spans have a question (--text), a context (--text-pair) and answers (--label): no column is known to be what ${missing[0]} names`,
    );
  const start = wellKnown(columns, ANSWER_START_NAMES);
  return {
    kind: "question-answering",
    columns: {
      question: question!.name,
      context: context!.name,
      answers: answers!.name,
      ...(start && answers!.type !== "nested" && { answer_start: start.name }),
    },
    notes: [],
  };
}

/** Whether answers are parts of their contexts, and not yes and no or texts of their own. */
function answersStandIn({ rows }: Brought, context: Column, { name, type }: Column): boolean {
  if (type === "nested" || type === "list") return true;
  if (type !== "text") return false;
  const within = rows.filter(({ cells }) => String(cells.get(context.name)).includes(String(cells.get(name))));
  return within.length > rows.length / 2;
}

/** Words and their tags. Null where nobody asked for them and they are not both there. */
function tagsIn(columns: readonly Column[], { kind, text, label }: LayoutOptions): Layout | null {
  const tokens = text ? columnNamed(columns, text, "--text") : wellKnown(columns, TOKEN_NAMES);
  const rest = columns.filter((column) => column !== tokens);
  const tags = label ? columnNamed(columns, label[0]!, "--label") : wellKnown(rest, TAG_NAMES);
  if (kind === undefined && (tokens === undefined || tags === undefined || (text ?? label) !== undefined)) return null;
  if (tokens === undefined || tags === undefined)
    throw new CliError(
      `tags have a column of words (--text) and one of tags (--label): no column is known to hold ${tokens === undefined ? "words" : "tags"}`,
    );
  if (tokens.type === "text" && tokens.words <= 1)
    throw new CliError(
      `${tokens.name} has one word a row: a row must be a sentence, as a list of words and a list of tags, or CoNLL with blank lines between sentences`,
    );
  if (
    tags.type === "list" &&
    tags.classNames === undefined &&
    [...tags.values.keys()].every((cell) => /^[\s[\],\d"]*$/.test(cell))
  )
    throw new CliError(
      `${tags.name} holds numbers, and the file does not say which tags they stand for: write the tags' names`,
    );
  return {
    kind: "tagging",
    columns: { tokens: tokens.name, tags: tags.name },
    notes: tokens.type === "text" ? [`${tokens.name} and ${tags.name} are cut at blanks`] : [],
  };
}

/** Where nobody said what the columns are: a tag a row has a word a row beside it. */
function refuseWordsAsRows(columns: readonly Column[], { kind, label }: LayoutOptions): void {
  if ((kind ?? label) !== undefined) return;
  const tags = columns.find(
    ({ type, values }) => type === "text" && values.has("O") && [...values.keys()].every(isTag),
  );
  if (tags !== undefined)
    throw new CliError(
      `${tags.name} has one tag a row: a row must be a sentence, as a list of words and a list of tags, or CoNLL with blank lines between sentences`,
    );
}

interface Found {
  texts: { text_a: string; text_b?: string };
  notes: readonly string[];
}

function withLabels(
  labels: Labels,
  { texts, notes }: Found,
  train: Brought,
  columns: readonly Column[],
  options: LayoutOptions,
): Layout {
  if ("matrix" in labels) {
    const names = labels.matrix.map(({ name }) => name);
    return {
      kind: "multi-label",
      columns: texts,
      matrix: names,
      labels: { names, why: "as their columns stand" },
      notes: [...notes, `${names.join(", ")} are labels, as columns of 0 and 1 (--label names one column alone)`],
    };
  }
  const { column, byName } = labels;
  const told = [...notes, ...(byName ? [] : [`${column.name} is the label, by its values (--label names another)`])];
  const { kind, why, separator } = kindOfLabels(column, byName, options);
  const beside = kind === "classification" ? namesBeside(column, columns, train.rows) : undefined;
  const named = beside ?? (column.classNames && { column, names: [...column.classNames] });
  const order = beside ? `by the numbers in ${column.name}` : `as ${train.file} names them`;
  const taken = named?.column ?? column;
  const field = kind === "multi-label" ? "labels" : "label";
  return {
    kind,
    columns: { ...texts, [field]: taken.name },
    ...(separator !== undefined && { separator }),
    ...(named && kind !== "regression" && { labels: { names: named.names, why: order } }),
    notes: [...told, ...why, ...(beside ? [`${taken.name} names the labels that are numbers in ${column.name}`] : [])],
  };
}

interface KindFound {
  kind: "classification" | "multi-label" | "regression";
  why: string[];
  separator?: string;
}

/** Whole numbers with no more different values are classes. */
const MOST_NUMBERS = 20;

function kindOfLabels(column: Column, byName: boolean, { kind, separator }: LayoutOptions): KindFound {
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
  if (kind === "class") return { kind: "classification", why: [] };
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

const KNOWN = new Set([TEXT_NAMES, LABEL_NAMES, SCORE_NAMES, TOKEN_NAMES, ID_NAMES, PAIR_NAMES.flat()].flat());

/** A table without a line of titles has a row in its place. */
function refuseNoTitles({ file, counts, rows }: Brought, columns: readonly Column[]): void {
  if (counts !== "line" || rows.length < 5 || columns.some(({ name }) => KNOWN.has(plainTitle(name)))) return;
  const row = columns.find(({ name, values }) => values.size > 1 && values.has(name));
  if (row !== undefined)
    throw new CliError(
      `${file} seems to have no line of titles: ${JSON.stringify(row.name)} in its first line is a value further down, too; put a line such as text,label before it`,
    );
}
