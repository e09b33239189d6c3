/** A file of predictions made elsewhere, as `POST /v1/submissions` wants them. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { csvRecords } from "../predict/csv-records.ts";
import { itemOfFields } from "./item-of-fields.ts";

export type SubmissionSuite = Pick<SuiteInfo, "task" | "behavioural" | "labels">;

/**
 * By the file's ending: `.csv` has a line of titles (see itemOfFields); `.json` is an array of items, an object with such an
 * array as `predictions`, or SQuAD's `{id: answer}`; everything else is NDJSON, an item a line. What an item must look like
 * is for the server to say. Throws CliError when the file can't be read as such.
 */
export async function readSubmission(path: string, suite: SubmissionSuite): Promise<unknown[]> {
  const text = await readText(path);
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return csvItems(path, text, suite);
    case ".json":
      return jsonItems(path, text, suite);
    default:
      return text
        .split(/\r?\n/)
        .flatMap((line, i) => (line.trim() === "" ? [] : [parsed(line, `${path}, line ${i + 1}`)]));
  }
}

/** SQuAD's file of no-answer probabilities, `{id: p}`, added to the answers. */
export async function addNoAnswerProbabilities(items: readonly unknown[], path: string): Promise<unknown[]> {
  const probabilities = parsed(await readText(path), path);
  if (!isObject(probabilities)) throw new CliError(`${path}: expected an object of probabilities by id`);
  return items.map((item) => {
    const id = isObject(item) ? `${item.id}` : "";
    if (!Object.hasOwn(probabilities, id)) throw new CliError(`${path}: ${JSON.stringify(id)} has no probability`);
    return { ...(item as object), no_answer_probability: probabilities[id] };
  });
}

async function csvItems(path: string, text: string, suite: SubmissionSuite): Promise<unknown[]> {
  const items: unknown[] = [];
  let titles: string[] | undefined;
  try {
    for await (const record of csvRecords([text])) {
      if (titles === undefined) titles = record.map((title) => title.trim());
      else items.push(itemOfFields(new Map(titles.map((title, i) => [title, record[i] ?? ""])), suite));
    }
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${path}: ${error.message}`);
    throw error;
  }
  if (!titles?.includes("id")) throw new CliError(`${path}: no column is called id`);
  return items;
}

function jsonItems(path: string, text: string, suite: SubmissionSuite): unknown[] {
  const value = parsed(text, path);
  if (Array.isArray(value)) return value;
  if (isObject(value) && Array.isArray(value.predictions)) return value.predictions;
  if (isObject(value) && kindOf(suite) === "question-answering")
    return Object.entries(value).map(([id, answer]) => ({ id, answer }));
  throw new CliError(`${path}: expected an array of predictions`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${place} is not JSON`);
  }
}

/** Throws CliError for a file that isn't there and for bytes that are no UTF-8. A byte order mark is passed over. */
async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(`${path} is not UTF-8`);
    throw new CliError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
