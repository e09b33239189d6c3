import type { SuiteInfo } from "../../../r2-assets/format/suite.ts";
import { scoreColumns } from "../score-columns.ts";
import { joined, type PredictionColumns, plain } from "../shown-prediction.ts";

/** A column a label with its probability; columns of slots only where `metrics` are about slots. */
export function classificationColumns({
  labels = [],
  metrics,
}: Pick<SuiteInfo, "labels" | "metrics">): PredictionColumns {
  const slots = metrics.some((metric) => metric === "slot_f1" || metric === "frame_accuracy");
  return {
    ...plain("id", "prediction", "gold", "correct"),
    ...scoreColumns(labels),
    ...(slots && slotColumns),
    ...plain("error"),
  };
}

interface Slots {
  prediction?: unknown;
  gold?: unknown;
}

const slotColumns: PredictionColumns = {
  slots_prediction: (row) => joined((row.slots as Slots | undefined)?.prediction),
  slots_gold: (row) => joined((row.slots as Slots | undefined)?.gold),
};
