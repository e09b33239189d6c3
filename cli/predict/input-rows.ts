/** The rows of a file of texts. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { CliError } from "../cli-error.ts";
import { csvRecords } from "./csv-records.ts";

export type TextInput = string | { text: string; text_pair: string };

/** A row is answered, or refused here because it is no text at all. `id` is the row's own, where it has one. */
export type InputRow = { id?: string | number } & ({ input: TextInput } | { error: string });

/** Names under which a row may keep its text, the first one found counting. */
const TEXT = ["text", "text_a", "inputs", "sentence"];
const PAIR = ["text_pair", "text_b"];

/**
 * In file order. `.csv` needs a line of titles; everything else is NDJSON, a line being a string or an object. A row
 * keeps its text under one of `text`, `text_a`, `inputs`, `sentence` and its second text under `text_pair` or `text_b`.
 * Throws CliError when the file cannot be read or has no such column.
 */
export async function* inputRows(path: string): AsyncGenerator<InputRow> {
  const stream = createReadStream(path, "utf8");
  try {
    yield* path.toLowerCase().endsWith(".csv") ? csvRows(stream) : ndjsonRows(stream);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${path}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CliError(`${path} cannot be read (${code})`);
  }
}

async function* csvRows(stream: AsyncIterable<string>): AsyncGenerator<InputRow> {
  let titles: string[] | undefined;
  for await (const record of csvRecords(stream)) {
    if (titles === undefined) {
      titles = record.map((title) => title.trim());
      if (!titles.some((title) => TEXT.includes(title))) {
        throw new RangeError(`no column is called ${TEXT.slice(0, -1).join(", ")} or ${TEXT.at(-1)}`);
      }
    } else {
      yield toRow(Object.fromEntries(titles.map((title, i) => [title, record[i]])));
    }
  }
}

async function* ndjsonRows(stream: NodeJS.ReadableStream): AsyncGenerator<InputRow> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") yield parseLine(line);
  }
}

function parseLine(line: string): InputRow {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "string") return { input: value };
    if (typeof value === "object" && value !== null) return toRow(value as Record<string, unknown>);
    return { error: "neither a string nor an object" };
  } catch {
    return { error: "not JSON" };
  }
}

function toRow(fields: Record<string, unknown>): InputRow {
  const own = typeof fields.id === "string" || typeof fields.id === "number" ? { id: fields.id } : {};
  const text = firstUnder(fields, TEXT);
  const pair = firstUnder(fields, PAIR);
  if (typeof text !== "string") return { ...own, error: `no text under ${TEXT.join(", ")}` };
  if (pair === undefined || pair === "") return { ...own, input: text };
  if (typeof pair !== "string") return { ...own, error: `what is under ${PAIR.join(" or ")} is no text` };
  return { ...own, input: { text, text_pair: pair } };
}

const firstUnder = (fields: Record<string, unknown>, names: readonly string[]) =>
  names.map((name) => fields[name]).find((value) => value !== undefined && value !== null);
