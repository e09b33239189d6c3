/** How predictions are written: as NDJSON, or as CSV where the file is called so. */
import { parse } from "csv-parse/sync";
import { type Cell, unguardCell } from "../../r2-assets/format/csv-cell.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import { csvRecord } from "../../worker/http/csv.ts";
import type { Answer } from "./answer-rows.ts";

/** One line: the row's number from 0, its id where it has one, who answered, and the answer or the error. */
export type PredictionLine = { row: number; id?: string; model: string } & Answer;

/** What of an earlier line a later run needs to know. */
export type EarlierLine = { row: number; model: string; error?: string };

export interface PredictionFormat {
  /** Stands before the first line; empty where nothing does. */
  header: string;
  /** Ends with LF and holds no other. */
  line(prediction: PredictionLine): string;
  /** Undefined for what is no such line. Lines come without their LF. */
  read(line: string): EarlierLine | undefined;
}

export const NDJSON_PREDICTIONS: PredictionFormat = {
  header: "",
  line: (prediction) => `${JSON.stringify(prediction)}\n`,
  read(line) {
    try {
      return JSON.parse(line);
    } catch {
      return undefined;
    }
  },
};

/**
 * `row,id,model,label,score,score:<label>…,error`, as `retort submit` reads it; of a regression `row,id,model,score,error`, of several
 * labels a text `row,id,model,labels,score:<label>…,error`, those that hold as a JSON array. What is not answered is blank from `label` on. `labels` are the model's.
 */
export function csvPredictions(labels: readonly string[], task: Task): PredictionFormat {
  const columns = ["row", "id", "model", ...answerColumns(labels, task), "error"];
  return {
    header: csvRecord(columns),
    line(prediction) {
      const { row, id, model } = prediction;
      if ("error" in prediction || ("label" in prediction && prediction.label === null)) {
        const blank = columns.slice(3, -1).map(() => null);
        return csvRecord([
          row,
          id,
          model,
          ...blank,
          "error" in prediction ? prediction.error.replace(/\s+/g, " ") : null,
        ]);
      }
      return csvRecord([row, id, model, ...answerCells(prediction, labels, task), null]);
    },
    read(line) {
      const fields = fieldsOf(line);
      if (fields?.length !== columns.length) return undefined;
      const error = fields.at(-1)!;
      return { row: Number(fields[0]), model: unguardCell(fields[2]!), ...(error !== "" && { error }) };
    },
  };
}

function answerColumns(labels: readonly string[], task: Task): string[] {
  if (task === "text-regression") return ["score"];
  const byLabel = labels.map((label) => `score:${label}`);
  return task === "multi-label-classification" ? ["labels", ...byLabel] : ["label", "score", ...byLabel];
}

function answerCells(
  answer: Exclude<Answer, { error: string } | { label: null }>,
  labels: readonly string[],
  task: Task,
): Cell[] {
  const byLabel = labels.map((label) => answer.scores[label]);
  if ("labels" in answer) return [JSON.stringify(answer.labels), ...byLabel];
  return task === "text-regression" ? [answer.score] : [answer.label, answer.score, ...byLabel];
}

function fieldsOf(line: string): string[] | undefined {
  try {
    return parse(line, { relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}
