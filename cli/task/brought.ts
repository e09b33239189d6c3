/** A file of rows that somebody brings to train on, all of it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { conllItems } from "../../eval/readers/formats/conll.ts";
import type { SourceItem } from "../../eval/readers/formats/source-item.ts";
import { squadItems } from "../../eval/readers/formats/squad-json.ts";
import { isTag } from "../../eval/tags/tag.ts";
import { CliError } from "../cli-error.ts";
import { fileItems } from "../files/file-items.ts";
import { textPieces, wholeText } from "../files/text-pieces.ts";

export interface BroughtRow {
  line: number;
  /** As the format has them: of a table text, else JSON's values; what is null is absent. */
  cells: ReadonlyMap<string, unknown>;
}

export interface Brought {
  path: string;
  /** Its name alone. */
  file: string;
  sha256: string;
  /** What `line` counts. */
  counts: "line" | "row" | "question";
  columns: readonly string[];
  /** Of columns of numbers that stand for names. */
  classNames: ReadonlyMap<string, readonly string[]>;
  rows: readonly BroughtRow[];
  notes: readonly string[];
}

/** Throws CliError where the file cannot be read, has no rows, or a row that is none. */
export async function readBrought(path: string): Promise<Brought> {
  if ((await stat(path).catch(() => null))?.isDirectory())
    throw new CliError(`${path} is a folder: name the file of rows in it (of \`datasets\` write one, with to_parquet)`);
  const read = await readAs(path);
  if (read.rows.length === 0) throw new CliError(`${path} has no rows`);
  return { path, file: basename(path), sha256: await digestOf(path), ...read };
}

type Read = Omit<Brought, "path" | "file" | "sha256">;

async function readAs(path: string): Promise<Read> {
  const beginning = await beginningOf(path);
  if (beginning !== null && looksLikeConll(path, beginning))
    return ofItems(path, "line", conllItems(await wholeText(path)), ["tokens", "tags"]);
  if (beginning !== null && /^\s*\{\s*"(version|data)"\s*:/.test(beginning) && /"paragraphs"/.test(beginning))
    return ofItems(path, "question", squadItems(await wholeText(path)), ["id", "question", "context", "answers"]);
  const { format, titles, classNames = new Map(), notes, items } = await fileItems(path);
  const rows: BroughtRow[] = [];
  const columns = new Set(titles);
  for await (const item of items) {
    if ("problem" in item) throw new CliError(`${path}, line ${item.line} is ${item.problem}`);
    const cells = "fields" in item ? item.fields : cellsOf(item.value);
    if (cells === null) throw new CliError(`${path}, line ${item.line} is no object of columns`);
    for (const title of cells.keys()) columns.add(title);
    rows.push({ line: item.line, cells });
  }
  const counts = format === "parquet" || format === "json" ? "row" : "line";
  return { counts, columns: [...columns], classNames, rows, notes };
}

function ofItems(path: string, counts: Read["counts"], items: Iterable<SourceItem>, columns: string[]): Read {
  const rows: BroughtRow[] = [];
  for (const item of items) {
    if ("problem" in item) throw new CliError(`${path}, ${counts} ${item.line}: ${item.problem}`);
    rows.push({ line: item.line, cells: cellsOf(item.value)! });
  }
  return { counts, columns, classNames: new Map(), rows, notes: [] };
}

function cellsOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).filter(([, cell]) => cell !== null && cell !== undefined));
}

/** Enough to tell formats apart. */
const BEGINNING = 16_384;

/** Null of what is no text, as Parquet. */
async function beginningOf(path: string): Promise<string | null> {
  if (/\.(parquet|pq)$/i.test(path)) return null;
  let text = "";
  try {
    for await (const piece of textPieces(path)) {
      text += piece;
      if (text.length >= BEGINNING) break;
    }
  } catch {
    return null; // whoever reads it says why
  }
  return text;
}

/** Tables and JSON are called so, CoNLL is called many things. Every line that is not blank ends in a tag. */
function looksLikeConll(path: string, beginning: string): boolean {
  if (/\.(conll\w*|iob2?|bio|bioes)(\.gz)?$/i.test(path)) return true;
  if (/\.(csv|json|jsonl|ndjson)(\.gz)?$/i.test(path)) return false;
  const lines = beginning.split(/\r?\n/).slice(0, -1);
  const filled = lines.filter((line) => line.trim() !== "" && !line.startsWith("-DOCSTART-"));
  const tags = filled
    .map((line) => line.trim().split(/\t| +/))
    .filter((fields) => fields.length > 1 && isTag(fields.at(-1)!));
  return filled.length > 1 && tags.length === filled.length;
}

/** sha256 of a file as it lies. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
