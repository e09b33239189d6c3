/** The one reader of files of rows: what a line, a record or a list's entry holds, whatever the format. */
import { basename } from "node:path";
import { parseWithExactIds } from "../../r2-assets/format/exact-json.ts";
import { CliError } from "../cli-error.ts";
import { CSV, type CsvDialect, csvRecords } from "./csv-records.ts";
import { type FileFormat, fileFormat } from "./file-format.ts";
import { readTable } from "./table-rows.ts";
import { textLines } from "./text-lines.ts";
import { textPieces, wholeText } from "./text-pieces.ts";

/** `line`: from 1, of a JSON list its entry, of Parquet its row. A table's `fields` are text by title; other values are as JSON has them. */
export type FileItem =
  | { line: number; fields: Map<string, string> }
  | { line: number; value: unknown }
  | { line: number; problem: string };

export interface FileItems {
  format: FileFormat;
  /** What users should know of how the file was taken; each one sentence. */
  notes: string[];
  /** Of a table, and of Parquet. */
  titles?: string[];
  /** Of Parquet: see `ParquetItems.classNames`. */
  classNames?: ReadonlyMap<string, readonly string[]>;
  items: AsyncGenerator<FileItem>;
}

/**
 * Reads `.csv`, `.tsv`, `.ndjson`, `.jsonl` and `.json`, gzipped or not, and `.parquet`, and guesses where the name says none of them. Ids are
 * strings of their digits. Throws CliError, as `items` does, where the file as a whole cannot be read; a line that is no JSON is
 * an item with its problem.
 */
export async function fileItems(path: string): Promise<FileItems> {
  const { format, guessed } = await fileFormat(path);
  const notes = guessed ? [`${basename(path)} is read as ${SPOKEN[format]}, by its first line`] : [];
  switch (format) {
    case "ndjson":
      return { format, notes, items: lineItems(path) };
    case "json":
      return { format, notes, items: listItems(path) };
    case "parquet":
      return { format, notes, ...(await (await import("./parquet-items.ts")).parquetItems(path)) };
    case "csv":
      return { format, notes, ...(await tableItems(path, CSV)) };
    case "tsv": {
      const quotes = await quotesLikeCsv(path);
      if (quotes) notes.push(`${basename(path)}: quotes around fields are taken off, as in CSV`);
      return { format, notes, ...(await tableItems(path, { delimiter: "\t", quotes })) };
    }
  }
}

const SPOKEN: Readonly<Record<FileFormat, string>> = {
  csv: "CSV",
  tsv: "tab-separated values",
  ndjson: "NDJSON",
  json: "JSON",
  parquet: "Parquet",
};

async function* lineItems(path: string): AsyncGenerator<FileItem> {
  for await (const { line, text } of textLines(textPieces(path))) {
    if (/^[ \t\r]*$/.test(text)) continue; // what is white space to JSON; U+2028 or NBSP alone is no blank line
    try {
      yield { line, value: parseWithExactIds(text) };
    } catch {
      yield { line, problem: "not JSON" };
    }
  }
}

/** The whole of a JSON file, ids exact unless another parser is given. Throws CliError where it is no JSON. */
export async function jsonFile(path: string, parse: (text: string) => unknown = parseWithExactIds): Promise<unknown> {
  const text = await wholeText(path);
  try {
    return parse(text);
  } catch {
    throw new CliError(`${path} is not JSON`);
  }
}

async function* listItems(path: string): AsyncGenerator<FileItem> {
  const list = await jsonFile(path);
  if (!Array.isArray(list)) throw new CliError(`${path}: expected a list of rows`);
  for (const [i, value] of list.entries()) yield { line: i + 1, value };
}

async function tableItems(path: string, dialect: CsvDialect): Promise<Pick<FileItems, "titles" | "items">> {
  try {
    const { titles, rows } = await readTable(csvRecords(textPieces(path), dialect));
    if (dialect.delimiter === "," && titles.length === 1 && titles[0]!.includes(";"))
      throw new RangeError("its titles are separated by semicolons; save it with commas");
    return { titles, items: named(path, rows) };
  } catch (error) {
    throw placed(path, error);
  }
}

async function* named<T>(path: string, rows: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw placed(path, error);
  }
}

const placed = (path: string, error: unknown) =>
  error instanceof RangeError ? new CliError(`${path}: ${error.message}`) : error;

/**
 * Tab-separated files come with quotes around fields (spreadsheets, pandas) and without any quoting (GLUE). Of the first kind
 * every quote is in its place and there is at least one; one that is not says that quotes are text here.
 */
async function quotesLikeCsv(path: string): Promise<boolean> {
  let quoted = false;
  const seen = async function* () {
    for await (const piece of textPieces(path)) {
      quoted ||= piece.includes('"');
      yield piece;
    }
  };
  try {
    for await (const _ of csvRecords(seen(), { delimiter: "\t", quotes: true }));
    return quoted;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
