/** The rows of a file of texts. */
import { NOT_AN_ID } from "../../r2-assets/format/rows.ts";
import { CliError } from "../cli-error.ts";
import { type FileItem, fileItems } from "../files/file-items.ts";
import { looksLikeText, type TextColumns, textColumns } from "./text-columns.ts";

export type TextInput = string | { text: string; text_pair: string };

/** A row is answered, or refused here because it is no text for this model. `id` is the row's own, where it has one. */
export type InputRow = { line: number; id?: string } & ({ input: TextInput } | { error: string });

/** How many texts the model takes; null where nobody knows. */
export type Texts = 1 | 2 | null;

/**
 * In file order (see fileItems). A row is a text, or an object that keeps one or two texts under the names of textColumns.
 * Throws CliError where the file cannot be read, or is a table whose titles cannot be right for this model.
 */
export async function* inputRows(path: string, texts: Texts): AsyncGenerator<InputRow> {
  const { titles, items } = await fileItems(path);
  if (titles !== undefined) refuseTitles(path, titles, texts);
  for await (const item of items) yield rowOf(item, texts);
}

/** Reads all of a file: how many rows it has, and what users should know of how it is read, a sentence each. */
export async function surveyInput(path: string, texts: Texts): Promise<{ rows: number; notes: string[] }> {
  const { titles, items, notes } = await fileItems(path);
  if (titles !== undefined) refuseTitles(path, titles, texts);
  const unread = new Map<string, number>(); // the line of its first text
  let rows = 0;
  for await (const item of items) {
    rows++;
    const fields = fieldsOf(item);
    const columns = fields && textColumns([...fields.keys()]);
    if (fields === null || columns === null || typeof columns === "string") continue;
    for (const [name, value] of fields)
      if (name !== columns.text && name !== columns.pair && !unread.has(name) && looksLikeText(name, value))
        unread.set(name, item.line);
  }
  for (const [name, line] of unread)
    notes.push(`${JSON.stringify(name)} holds text that is not read, as in line ${line}`);
  return { rows, notes };
}

function refuseTitles(path: string, titles: readonly string[], texts: Texts): void {
  const columns = textColumns(titles);
  if (typeof columns === "string") throw new CliError(`${path}: ${columns}; its columns are ${titles.join(", ")}`);
  const mistake = countMistake(columns.pair === undefined ? 1 : 2, texts);
  if (mistake !== null) throw new CliError(`${path}: its columns ${titles.join(", ")} hold ${mistake}`);
}

function rowOf(item: FileItem, texts: Texts): InputRow {
  const { line } = item;
  const fields = fieldsOf(item);
  if (fields === null) {
    if ("value" in item && typeof item.value === "string") return { line, ...inputOf(item.value, undefined, texts) };
    return { line, error: "problem" in item ? item.problem : "neither a string nor an object" };
  }
  const id = fields.get("id");
  if (typeof id === "number") return { line, error: `id: ${NOT_AN_ID}` }; // integers in digits are strings by now
  const own = typeof id === "string" ? { id } : {};
  const columns = textColumns([...fields.keys()]);
  return { line, ...own, ...(typeof columns === "string" ? { error: columns } : inputAt(fields, columns, texts)) };
}

/** A row's fields by name, without those that are null; null for what has none. */
function fieldsOf(item: FileItem): ReadonlyMap<string, unknown> | null {
  if ("fields" in item) return item.fields;
  if (!("value" in item) || typeof item.value !== "object" || item.value === null || Array.isArray(item.value))
    return null;
  return new Map(Object.entries(item.value).filter(([, value]) => value !== null));
}

function inputAt(fields: ReadonlyMap<string, unknown>, { text, pair }: TextColumns, texts: Texts) {
  const first = fields.get(text);
  const second = pair === undefined ? undefined : fields.get(pair);
  if (typeof first !== "string") return { error: `what is under ${text} is no text` };
  if (second !== undefined && typeof second !== "string") return { error: `what is under ${pair} is no text` };
  return inputOf(first, second === "" ? undefined : second, texts);
}

function inputOf(text: string, pair: string | undefined, texts: Texts): { input: TextInput } | { error: string } {
  const mistake = countMistake(pair === undefined ? 1 : 2, texts);
  if (mistake !== null) return { error: mistake };
  return { input: pair === undefined ? text : { text, text_pair: pair } };
}

function countMistake(given: 1 | 2, texts: Texts): string | null {
  if (texts === null || given === texts) return null;
  return given === 1 ? "one text, and the model takes pairs" : "a pair of texts, and the model takes one";
}
