/** Bulk prediction, from file to file. */
import { CliError } from "../cli-error.ts";
import type { ApiClient } from "../http/client.ts";
import { createProgress } from "../ui/progress.ts";
import { answerRows } from "./answer-rows.ts";
import { type InputRow, inputRows } from "./input-rows.ts";
import { appendPredictions, openPredictionFile, type PredictionLine } from "./prediction-file.ts";

export interface Outcome {
  rows: number;
  /** Rows of an earlier run that were not asked again. */
  resumed: number;
  errors: number;
  /** `id@version`; null when no row got an answer. */
  model: string | null;
  out: string;
}

/**
 * Answers the rows of a file in order, `batch` a request, and writes them as they come. Where the output has the first
 * rows already, it goes on after them. Throws CliError when that part is by another model or of another, longer file.
 */
export async function predictFile(
  api: ApiClient,
  model: string,
  file: string,
  out: string,
  batch: number,
): Promise<Outcome> {
  const total = await count(inputRows(file));
  const earlier = await openPredictionFile(out, total, batch);
  const outcome: Outcome = {
    rows: total,
    resumed: earlier.rows,
    errors: earlier.errors,
    model: earlier.model ?? null,
    out,
  };
  const progress = createProgress({ label: `${model} on ${file}`, total, unit: "rows", from: earlier.rows });
  try {
    let next = 0;
    let waiting: InputRow[] = [];
    const flush = async () => {
      const lines = await answer(api, model, waiting, next);
      const by = lines.find((line) => !("error" in line))?.model;
      outcome.model ??= by ?? null;
      if (by !== undefined && by !== outcome.model) {
        throw new CliError(`${out} has answers of ${outcome.model}, the server now has ${by}: choose another --out`);
      }
      await appendPredictions(out, lines);
      outcome.errors += lines.filter((line) => "error" in line).length;
      next += lines.length;
      waiting = [];
      progress.update(next, outcome.errors > 0 ? `${outcome.errors} errors` : "");
    };
    for await (const row of inputRows(file)) {
      if (next + waiting.length < earlier.rows) next++;
      else if (waiting.push(row) === batch) await flush();
    }
    if (waiting.length > 0) await flush();
    return outcome;
  } finally {
    progress.stop();
  }
}

async function answer(api: ApiClient, model: string, rows: InputRow[], first: number): Promise<PredictionLine[]> {
  const asked = rows.flatMap((row) => ("input" in row ? [row.input] : []));
  const { answers, by } = asked.length === 0 ? { answers: [], by: model } : await answerRows(api, model, asked);
  let taken = 0;
  return rows.map((row, i) => ({
    row: first + i,
    ...(row.id !== undefined && { id: row.id }),
    model: by,
    ...("input" in row ? answers[taken++]! : { error: row.error }),
  }));
}

async function count(rows: AsyncIterable<unknown>): Promise<number> {
  let n = 0;
  for await (const _ of rows) n++;
  return n;
}
