/** Scores that are as sure as the model is right. Knows nothing of HTTP. */

import { softmax } from "../../eval/answers/softmax.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { labelLogits } from "../../r2-assets/format/logits.ts";
import { rank, type ScoreFunction } from "./classify.ts";

/** Why scores of this function can't be calibrated by this card: one sentence without its stop; or undefined. */
export function calibrationMisfit(
  { id, calibration }: Pick<Card, "id" | "calibration">,
  fn: ScoreFunction,
): string | undefined {
  if (fn !== "softmax") return `a temperature is of softmax, and function_to_apply asks for ${fn}`;
  return calibration === undefined ? `${id} has no calibration on its card` : undefined;
}

/** As `rank`, by `softmax(logits / temperature)`: in the order without a temperature, of labels whose scores that makes equal, too. */
export function rankCalibrated(
  labels: readonly string[],
  logits: Float32Array,
  temperature: number,
  topK = labels.length,
): { label: string; score: number }[] {
  const scores = softmax(Array.from(labelLogits(logits, labels), (x) => x / temperature));
  return rank(labels, logits)
    .map(({ label }) => ({ label, score: scores[labels.indexOf(label)]! }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}
