/** A file of predictions made elsewhere, as `POST /v1/submissions` wants them. */
import { KINDS } from "../../eval/kinds/index.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { fileFormat } from "../files/file-format.ts";
import { fileItems, jsonFile } from "../files/file-items.ts";
import { itemOfFields } from "./item-of-fields.ts";

export type SubmissionSuite = Pick<SuiteInfo, "task" | "behavioural" | "labels">;

/** `notes`: what users should know of how the file was taken; each one sentence. */
export interface Submission {
  items: unknown[];
  notes: string[];
}

/**
 * A table (`.csv`, `.tsv`) has a line of titles (see itemOfFields); `.json` is an array of items, an object with such an array as
 * `predictions`, or SQuAD's `{id: answer}`; NDJSON is an item a line; each gzipped or not. What an item must look like is for the
 * server to say. Throws CliError when the file can't be read as such.
 */
export async function readSubmission(path: string, suite: SubmissionSuite): Promise<Submission> {
  const { format } = await fileFormat(path);
  if (format === "json") return { items: jsonItems(path, await jsonFile(path), suite), notes: [] };
  const { notes, titles, items } = await fileItems(path);
  if (titles !== undefined && !titles.includes("id")) throw new CliError(`${path}: no column is called id`);
  const read: unknown[] = [];
  for await (const item of items) {
    if ("problem" in item) throw new CliError(`${path}, line ${item.line} is ${item.problem}`);
    read.push("fields" in item ? itemOfFields(item.fields, suite) : item.value);
  }
  return { items: read, notes };
}

/** SQuAD's file of no-answer probabilities, `{id: p}`, added to the answers. */
export async function addNoAnswerProbabilities(items: readonly unknown[], path: string): Promise<unknown[]> {
  const probabilities = await jsonFile(path, JSON.parse); // keys are ids, and one may be called `id`
  if (!isObject(probabilities)) throw new CliError(`${path}: expected an object of probabilities by id`);
  return items.map((item) => {
    const id = isObject(item) ? `${item.id}` : "";
    if (!Object.hasOwn(probabilities, id)) throw new CliError(`${path}: ${JSON.stringify(id)} has no probability`);
    return { ...(item as object), no_answer_probability: probabilities[id] };
  });
}

function jsonItems(path: string, value: unknown, suite: SubmissionSuite): unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value) && Array.isArray(value.predictions)) return value.predictions;
  const { official } = KINDS[kindOf(suite)];
  if (isObject(value) && official !== null) return official(value);
  throw new CliError(`${path}: expected an array of predictions`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
