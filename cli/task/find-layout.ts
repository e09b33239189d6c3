import { CliError } from "../cli-error.ts";
import type { Brought } from "./brought.ts";
import { type Column, columnsOf, plainTitle } from "./column.ts";
import { type Labels, labelsByContent, namedLabels, namesBeside } from "./find-labels.ts";
import { refuseWordsAsRows, spansIn, tagsIn } from "./find-spans-and-tags.ts";
import { columnNamed, findTexts, wellKnown } from "./find-texts.ts";
import { kindOfLabels } from "./kind-of-labels.ts";
import type { Layout, LayoutOptions } from "./layout.ts";
import { refuseOptions } from "./refuse-options.ts";
import {
  COUNTER_NAMES,
  ID_NAMES,
  LABEL_NAMES,
  PAIR_NAMES,
  SCORE_NAMES,
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
  refuseOptions(columns, options);
  const found = withNames(layoutOf(train, columns, options), options);
  const id = options.id === undefined ? wellKnown(columns, ID_NAMES) : columnNamed(columns, options.id, "--id");
  return id === undefined ? found : { ...found, columns: { id: id.name, ...found.columns } };
}

/** Names that somebody gives to the labels that are numbers. */
function withNames(found: Layout, { labelNames: names }: LayoutOptions): Layout {
  if (names === undefined) return found;
  const { kind, matrix, labels } = found;
  if (kind === "regression" || kind === "question-answering" || matrix !== undefined || labels !== undefined)
    throw new CliError("--label-names is for labels or tags that are whole numbers without names in the files");
  return { ...found, names, labels: { names, why: "as --label-names has them" } };
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

const KNOWN = new Set(
  [TEXT_NAMES, LABEL_NAMES, SCORE_NAMES, TOKEN_NAMES, ID_NAMES, COUNTER_NAMES, PAIR_NAMES.flat()].flat(),
);

/** A table without a line of titles has a row in its place. */
function refuseNoTitles({ file, counts, rows }: Brought, columns: readonly Column[]): void {
  if (counts !== "line" || rows.length < 5 || columns.some(({ name }) => KNOWN.has(plainTitle(name)))) return;
  const row = columns.find(({ name, values }) => values.size > 1 && values.has(name));
  if (row !== undefined)
    throw new CliError(
      `${file} seems to have no line of titles: ${JSON.stringify(row.name)} in its first line is a value further down, too; put a line such as text,label before it`,
    );
}
