/** Somebody's own labelled rows, out of a file of any format. */
import { createRowReader, rowComplaint } from "../../../eval/readers/row-reader.ts";
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import { goldNames } from "../../../trainer/tasks/reference-logits.ts";
import { CliError } from "../../cli-error.ts";
import { type FileItem, fileItems } from "../../files/file-items.ts";
import { textColumns } from "../../predict/text-columns.ts";
import { partsOf } from "../../task/cells.ts";
import { type CheckRows, rowKindOf } from "./check-rows.ts";

/**
 * Rows as a suite has them: `text_a` or another name of a text and `label`, or `labels`; `tokens` and `tags`; `question`, `context` and `answers`. Those without an
 * id are numbered. Throws CliError with one sentence for the first row that is none, or whose label the model does not have.
 */
export async function ownRows(path: string, task: SuiteTask, labels: readonly string[]): Promise<CheckRows> {
  const kind = rowKindOf(task);
  const named = task !== "text-regression" && task !== "question-answering";
  const reader = createRowReader(kind, { idPrefix: "row", ...(named && { labels: goldNames(task, labels) }) });
  const rows = [];
  const { items } = await fileItems(path);
  for await (const item of items) {
    const row = "problem" in item ? reader.refuse(item.line, item.problem) : reader.add(itemValue(item), item.line);
    if (row) rows.push(row);
  }
  const outcome = reader.finish();
  if (outcome.kind === "refused") throw new CliError(`${path}: ${rowComplaint(outcome.errors[0]!)}`);
  return { kind, rows, labelled: true } as CheckRows;
}

/** Texts under our names, whatever theirs are. A table's cells are text: numbers and lists in them are read. */
function itemValue(item: Exclude<FileItem, { problem: string }>): unknown {
  const value = "fields" in item ? Object.fromEntries(item.fields) : item.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const row: Record<string, unknown> = { ...value };
  if ("fields" in item) for (const [name, cell] of item.fields) row[name] = readCell(name, cell);
  const columns = textColumns(Object.keys(row));
  if ("question" in row || typeof columns === "string") return row;
  const { text, pair } = columns;
  return { ...row, text_a: row[text], ...(pair !== undefined && row[pair] !== "" && { text_b: row[pair] }) };
}

const LISTS = ["tokens", "tags", "answers", "labels"];

function readCell(name: string, cell: string): unknown {
  if (!LISTS.includes(name) && !(name === "label" && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(cell))) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    if (name === "labels") return partsOf(cell, "|"); // as submissions have them, since names may have blanks
    return LISTS.includes(name) ? cell.split(/\s+/).filter(Boolean) : cell;
  }
}
