/** Bulk prediction, from file to file. */
import { extname } from "node:path";
import { textsOf } from "../../eval/suites/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import { CliError } from "../cli-error.ts";
import { fileItems } from "../files/file-items.ts";
import type { ApiClient } from "../http/client.ts";
import { createProgress } from "../ui/progress.ts";
import { type Answering, answerRows, type Parameters } from "./answer-rows.ts";
import { type InputRow, inputRows, surveyInput } from "./input-rows.ts";
import { appendPredictions, openPredictionFile } from "./prediction-file.ts";
import { csvPredictions, NDJSON_PREDICTIONS, type PredictionLine } from "./prediction-format.ts";

export interface Outcome {
  rows: number;
  /** Rows of an earlier run that were not asked again. */
  resumed: number;
  errors: number;
  /** Rows that the model was not sure enough of, of those that were asked now. */
  unanswered: number;
  /** `id@version`; null when no row got an answer. */
  model: string | null;
  out: string;
}

/** A row without an answer, by its line in the file. */
export interface FailedRow {
  line: number;
  error: string;
}

/**
 * Answers the rows of a file in order, `batch` a request, and writes them as they come, as CSV where `out` ends in `.csv`, else
 * as NDJSON. Where the output has the first rows already, it goes on after them. Throws CliError when that part is by another
 * model or of another, longer file, when the file is not for this model, and when the model answers no texts.
 * What is asked besides, `parameters`, is not kept: who goes on must give the same. `tell` gets what users should know of how the file is read, a sentence each, before anything is asked.
 */
export async function predictFile(
  api: ApiClient,
  model: string,
  file: string,
  out: string,
  batch: number,
  tell: (sentence: string) => void,
  parameters: Parameters = {},
): Promise<Outcome & { failed: FailedRow[] }> {
  await openOnce(file); // what is wrong on this side comes before the server is asked
  const { texts, format, card } = await subject(api, model, out);
  const { rows: total, notes } = await surveyInput(file, texts);
  notes.forEach(tell);
  const earlier = await openPredictionFile(out, format, total, batch);
  const earlierErrors = new Map(earlier.failed.map(({ row, error }) => [row, error]));
  const failed: FailedRow[] = [];
  let by = earlier.model ?? null;
  let unanswered = 0;
  const progress = createProgress({ label: `${model} on ${file}`, total, unit: "rows", from: earlier.rows });
  try {
    let next = 0;
    let waiting: InputRow[] = [];
    const flush = async () => {
      const lines = await answer({ api, model, card, parameters }, waiting, next);
      const now = lines.find((line) => !("error" in line))?.model;
      by ??= now ?? null;
      if (now !== undefined && now !== by)
        throw new CliError(`${out} has answers of ${by}, the server now has ${now}: choose another --out`);
      await appendPredictions(out, format, lines);
      for (const [i, line] of lines.entries())
        if ("error" in line) failed.push({ line: waiting[i]!.line, error: line.error });
      unanswered += lines.filter((line) => "label" in line && line.label === null).length;
      next += lines.length;
      waiting = [];
      progress.update(next, failed.length > 0 ? `${failed.length} errors` : "");
    };
    for await (const row of inputRows(file, texts)) {
      if (next + waiting.length < earlier.rows) {
        const error = earlierErrors.get(next++);
        if (error !== undefined) failed.push({ line: row.line, error });
      } else if (waiting.push(row) === batch) await flush();
    }
    if (waiting.length > 0) await flush();
    return { rows: total, resumed: earlier.rows, errors: failed.length, unanswered, model: by, out, failed };
  } finally {
    progress.stop();
  }
}

/** Throws CliError for a file that cannot be read at all. */
async function openOnce(file: string): Promise<void> {
  for await (const _ of (await fileItems(file)).items) return;
}

/** Tasks whose answers are labels or a number a text. */
const PREDICTED: readonly Task[] = ["text-classification", "multi-label-classification", "text-regression"];

/** What the model takes, and how its answers are written. Throws CliError for a model that does not answer texts. */
async function subject(api: ApiClient, model: string, out: string) {
  const card = await api.get<Card>(`/v1/models/${model}`);
  const { task, labels, trained_on } = card;
  if (!PREDICTED.includes(task))
    throw new CliError(`${model} does ${task}; predict asks models that classify texts, and regressions`);
  const csv = extname(out).toLowerCase() === ".csv";
  return { texts: textsOf(trained_on), format: csv ? csvPredictions(labels, task) : NDJSON_PREDICTIONS, card };
}

interface Subject {
  api: ApiClient;
  model: string;
  card: Answering;
  parameters: Parameters;
}

async function answer(
  { api, model, card, parameters }: Subject,
  rows: InputRow[],
  first: number,
): Promise<PredictionLine[]> {
  const asked = rows.flatMap((row) => ("input" in row ? [row.input] : []));
  const { answers, by } =
    asked.length === 0 ? { answers: [], by: model } : await answerRows(api, model, card, asked, parameters);
  let taken = 0;
  return rows.map((row, i) => ({
    row: first + i,
    ...(row.id !== undefined && { id: row.id }),
    model: by,
    ...("input" in row ? answers[taken++]! : { error: row.error }),
  }));
}
