/** The file predictions are written to, which is also what a later run continues from. */
import { appendFile, readFile, truncate } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { isMissing } from "../local/folders.ts";
import type { Answer } from "./answer-rows.ts";

/** One line: the row's number from 0, its id where it has one, who answered, and the answer or the error. */
export type PredictionLine = { row: number; id?: string | number; model: string } & Answer;

/** What an earlier run left behind. */
export interface Earlier {
  rows: number;
  errors: number;
  /** The model all of its answers are from, `id@version`; undefined where there are none. */
  model?: string;
}

/**
 * Reads what is there and cuts it back to whole batches of `batch` rows out of `total`: a batch that a crash left half
 * written is asked for again as a whole, since scores depend, in their last digits, on what else is in a batch.
 * Throws CliError for a file that holds anything but predictions in order, so that nothing else is overwritten.
 */
export async function openPredictionFile(path: string, total: number, batch: number): Promise<Earlier> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return Buffer.alloc(0);
    throw new CliError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  });
  const foreign = new CliError(`${path} holds something else than predictions: choose another --out`);
  if (bytes.length > 0 && !bytes.subarray(0, 8).equals(Buffer.from('{"row":0').subarray(0, bytes.length)))
    throw foreign;
  const written: PredictionLine[] = [];
  const ends = [0];
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, end + 1)) {
    const line = parse(bytes.subarray(ends.at(-1), end).toString());
    if (line?.row !== written.length) throw foreign;
    written.push(line);
    ends.push(end + 1);
  }
  const rows = written.length;
  if (rows > total) throw new CliError(`${path} has ${rows} rows, the file only ${total}: choose another --out`);
  const kept = written.slice(0, rows === total ? rows : rows - (rows % batch));
  if (bytes.length > ends[kept.length]!) await truncate(path, ends[kept.length]!);
  const model = kept.find((line) => !("error" in line))?.model;
  return {
    rows: kept.length,
    errors: kept.filter((line) => "error" in line).length,
    ...(model !== undefined && { model }),
  };
}

const LF = 0x0a;

export async function appendPredictions(path: string, lines: readonly PredictionLine[]): Promise<void> {
  try {
    await appendFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  } catch (error) {
    throw new CliError(`${path} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parse(text: string): PredictionLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
