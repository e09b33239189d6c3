/** The file predictions are written to, which is also what a later run continues from. */
import { appendFile, readFile, truncate } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { isMissing } from "../files/folders.ts";
import type { EarlierLine, PredictionFormat, PredictionLine } from "./prediction-format.ts";

/** What an earlier run left behind. */
export interface Earlier {
  rows: number;
  /** Numbers of its rows without an answer, and why. */
  failed: { row: number; error: string }[];
  /** The model all of its answers are from, `id@version`; undefined where there are none. */
  model?: string;
}

/**
 * Reads what is there and cuts it back to whole batches of `batch` rows out of `total`: a batch that a crash left half
 * written is asked for again as a whole, since scores depend, in their last digits, on what else is in a batch.
 * Throws CliError for a file that holds anything but predictions in order, so that nothing else is overwritten.
 */
export async function openPredictionFile(
  path: string,
  format: PredictionFormat,
  total: number,
  batch: number,
): Promise<Earlier> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return Buffer.alloc(0);
    throw new CliError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  });
  const foreign = new CliError(`${path} holds something else than predictions: choose another --out`);
  const start = Buffer.from(format.header === "" ? '{"row":0' : format.header);
  if (!bytes.subarray(0, start.length).equals(start.subarray(0, bytes.length))) throw foreign;
  const first = Buffer.byteLength(format.header);
  if (bytes.length <= first) {
    await truncateTo(path, bytes.length, 0); // a header alone, or a piece of one
    return { rows: 0, failed: [] };
  }
  const written: EarlierLine[] = [];
  const ends = [first];
  for (let end = bytes.indexOf(LF, first); end >= 0; end = bytes.indexOf(LF, end + 1)) {
    const line = format.read(bytes.subarray(ends.at(-1), end).toString());
    if (line?.row !== written.length) throw foreign;
    written.push(line);
    ends.push(end + 1);
  }
  const rows = written.length;
  if (rows > total) throw new CliError(`${path} has ${rows} rows, the file only ${total}: choose another --out`);
  const kept = written.slice(0, rows === total ? rows : rows - (rows % batch));
  await truncateTo(path, bytes.length, kept.length === 0 ? 0 : ends[kept.length]!);
  const model = kept.find(({ error }) => error === undefined)?.model;
  return {
    rows: kept.length,
    failed: kept.flatMap(({ row, error }) => (error === undefined ? [] : [{ row, error }])),
    ...(model !== undefined && { model }),
  };
}

const LF = 0x0a;

async function truncateTo(path: string, length: number, wanted: number): Promise<void> {
  if (length > wanted) await truncate(path, wanted);
}

/** Lines at the end of the file, under the format's header where they are its first. */
export async function appendPredictions(
  path: string,
  format: PredictionFormat,
  lines: readonly PredictionLine[],
): Promise<void> {
  const header = lines[0]?.row === 0 ? format.header : "";
  try {
    await appendFile(path, header + lines.map((line) => format.line(line)).join(""));
  } catch (error) {
    throw new CliError(`${path} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
}
