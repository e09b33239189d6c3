import type { Row, RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { kindOf, type TagsRead } from "../../r2-assets/format/suite.ts";
import type { RowClusters } from "../lines/cluster-book.ts";
import type { RowsOptions } from "../lines/line-reader.ts";
import type { SuiteDescription } from "../suites/suite-description.ts";
import { checklistItems } from "./formats/checklist.ts";
import { conllItems } from "./formats/conll.ts";
import type { SourceItem } from "./formats/source-item.ts";
import { squadItems } from "./formats/squad-json.ts";
import { createRowReader, type RowReader, type RowsRefused } from "./row-reader.ts";

export type SuiteRows<R = Row> =
  | ({ kind: "rows"; rows: R[]; labels?: string[]; clusters?: RowClusters } & TagsRead)
  | RowsRefused;

/** The rows of one of the known suites, from the text of its file in a data folder. */
export function readSuite(suite: SuiteDescription & Pick<RowsOptions, "tagsAsWritten">, text: string): SuiteRows {
  const kind = kindOf(suite);
  if (suite.file.includes(".jsonl") && !suite.behavioural) return readNdjson(kind, text, suite);
  return readItems(kind, itemsOf(suite, text), suite);
}

function itemsOf({ id, file, behavioural }: SuiteDescription, text: string): Iterable<SourceItem> {
  if (behavioural) return checklistItems(text, id === "checklist/qqp" ? "qqp" : "sentiment");
  return file.includes(".conll") ? conllItems(text) : squadItems(text);
}

/** All rows of an NDJSON text at once, in its order. */
export function readNdjson<K extends RowKind>(kind: K, text: string, options: RowsOptions = {}): SuiteRows<RowOf[K]> {
  const reader = createRowReader(kind, options);
  return finished(
    reader,
    text.split("\n").flatMap((line) => reader.push(line) ?? []),
  );
}

/** All rows of what another format has, in its order. */
export function readItems<K extends RowKind>(
  kind: K,
  items: Iterable<SourceItem>,
  options: RowsOptions = {},
): SuiteRows<RowOf[K]> {
  const reader = createRowReader(kind, options);
  const rows: RowOf[K][] = [];
  for (const item of items) {
    const row = "problem" in item ? reader.refuse(item.line, item.problem) : reader.add(item.value, item.line);
    if (row) rows.push(row);
  }
  return finished(reader, rows);
}

function finished<K extends RowKind>(reader: RowReader<K>, rows: RowOf[K][]): SuiteRows<RowOf[K]> {
  const outcome = reader.finish();
  return outcome.kind === "refused" ? outcome : { ...outcome, rows };
}
