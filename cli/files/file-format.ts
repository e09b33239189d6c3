/** What a file of rows is: by its name, and where that says nothing by how it begins. */
import { open } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { textPieces } from "./text-pieces.ts";

export type FileFormat = "csv" | "tsv" | "ndjson" | "json" | "parquet";

const BY_ENDING: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  tsv: "tsv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
  parquet: "parquet",
  pq: "parquet",
};

/** `guessed`: the name says nothing, so that users should be told what was taken. */
export interface FoundFormat {
  format: FileFormat;
  guessed: boolean;
}

/**
 * By the ending, a `.gz` behind it aside, else by the first line that is not blank. What is called `.json` and has an object on
 * its first line and more behind it is NDJSON, as many tools write it. Throws CliError where nothing tells.
 */
export async function fileFormat(path: string): Promise<FoundFormat> {
  const first = await firstBytes(path);
  if (first === "PK\x03\x04")
    throw new CliError(`${path} is a ZIP archive, as workbooks of Excel are: save the sheet as CSV`);
  const ending = /\.([a-z]+)$/.exec(path.toLowerCase().replace(/\.gz$/, ""))?.[1] ?? "";
  const named = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (named === "json" && isNdjson(await beginning(path))) return { format: "ndjson", guessed: true };
  if (named !== undefined) return { format: named, guessed: false };
  const format = first === "PAR1" ? "parquet" : formatOf(await beginning(path));
  if (format === null)
    throw new CliError(
      `${path}: neither its name nor its first line says what it is; call it .csv, .tsv, .ndjson or .parquet`,
    );
  return { format, guessed: true };
}

/** The first four bytes. What cannot be read is for `textPieces` to complain about. */
async function firstBytes(path: string): Promise<string> {
  const file = await open(path).catch(() => null);
  if (file === null) return "";
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } catch {
    return ""; // a folder
  } finally {
    await file.close();
  }
}

/** Enough for a first line. */
const BEGINNING = 65_536;

async function beginning(path: string): Promise<string> {
  let text = "";
  for await (const piece of textPieces(path)) {
    text += piece;
    if (text.length >= BEGINNING) break;
  }
  return text;
}

function isNdjson(text: string): boolean {
  const [first, ...rest] = text.trimStart().split("\n");
  return first!.startsWith("{") && isJson(first!) && rest.some((line) => line.trim() !== "");
}

function formatOf(text: string): FileFormat | null {
  const start = text.trimStart();
  const line = start.split(/\r?\n/, 1)[0]!;
  if (isJson(line)) return line.startsWith("[") ? "json" : "ndjson";
  if (start.startsWith("{") || start.startsWith("[")) return "json"; // over several lines
  if (line.includes("\t")) return "tsv";
  return line.includes(",") ? "csv" : null;
}

/** An object, a list or a string; a lone number or word may as well be a column's title. */
function isJson(line: string): boolean {
  try {
    return /^[{["]/.test(line) && JSON.parse(line) !== undefined;
  } catch {
    return false;
  }
}
