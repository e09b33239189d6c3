/** Predictions as tables: the columns of each kind. */
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Cell, Columns } from "../http/csv.ts";
import type { ShownPrediction } from "./shown-prediction.ts";

type PredictionColumns = Columns<ShownPrediction>;

/** Text, numbers and truth as they are. */
const plain =
  (key: string) =>
  (row: ShownPrediction): Cell =>
    row[key] as Cell;

const json = (key: string) => (row: ShownPrediction) => (row[key] == null ? null : JSON.stringify(row[key]));

/** Tags are words without spaces: IOB2. */
const joined = (tags: unknown): Cell => (Array.isArray(tags) ? tags.join(" ") : null);

const error = { error: plain("error") };
const outcome = { prediction: plain("prediction"), gold: plain("gold"), correct: plain("correct") };

/**
 * id, prediction, gold and correct, as far as the kind has them; a column a label with its probability; tags joined by
 * spaces; several answers, or one a text, as JSON. Columns of slots only where `metrics` are about slots.
 */
export function predictionColumns(
  kind: RowKind,
  { labels = [], metrics }: Pick<SuiteInfo, "labels" | "metrics">,
): PredictionColumns {
  const id = { id: plain("id") };
  switch (kind) {
    case "classification": {
      const slots = metrics.some((metric) => metric === "slot_f1" || metric === "frame_accuracy");
      return { ...id, ...outcome, ...scoreColumns(labels), ...(slots && slotColumns), ...error };
    }
    case "regression":
      return { ...id, prediction: plain("prediction"), gold: plain("gold"), ...error };
    case "tagging":
      return {
        ...id,
        prediction: (row) => joined(row.prediction),
        gold: (row) => joined(row.gold),
        correct: plain("correct"),
        ...error,
      };
    case "question-answering":
      return {
        ...id,
        ...outcome,
        gold: json("gold"),
        f1: plain("f1"),
        no_answer_probability: plain("no_answer_probability"),
        ...error,
      };
    case "behavioural":
      return {
        ...id,
        test: plain("test"),
        type: plain("type"),
        capability: plain("capability"),
        prediction: json("prediction"),
        gold: json("gold"),
        correct: plain("correct"),
        left_out: plain("left_out"),
        scores: json("scores"),
        ...error,
      };
  }
}

const scoreColumns = (labels: readonly string[]): PredictionColumns =>
  Object.fromEntries(
    labels.map((label) => [`score:${label}`, (row) => (row.scores as Record<string, number> | null)?.[label]]),
  );

interface Slots {
  prediction?: unknown;
  gold?: unknown;
}

const slotColumns: PredictionColumns = {
  slots_prediction: (row) => joined((row.slots as Slots | undefined)?.prediction),
  slots_gold: (row) => joined((row.slots as Slots | undefined)?.gold),
};
