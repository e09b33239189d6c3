import type { Prediction } from "../../r2-assets/format/prediction.ts";

/** A prediction as it may be shown; fields that may not are missing. */
export type ShownPrediction = { id: string } & Partial<Record<string, unknown>>;

/**
 * What the answerer said, and nothing else: whether a row was right tells its gold as well as the gold does, and so do its
 * slots' gold, its F1, the groups it is in and the test it belongs to.
 */
export function withoutGold(prediction: Prediction): ShownPrediction {
  const { id, prediction: answer, scores, error } = prediction;
  const slots = "slots" in prediction && prediction.slots;
  const noAnswer = "no_answer_probability" in prediction && prediction.no_answer_probability;
  return {
    id,
    prediction: answer,
    scores,
    ...(slots && { slots: { prediction: slots.prediction } }),
    ...(typeof noAnswer === "number" && { no_answer_probability: noAnswer }),
    ...(error !== undefined && { error }),
  };
}
