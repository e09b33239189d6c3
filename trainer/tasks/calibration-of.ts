import { type Calibrating, calibrate } from "../../eval/metrics/calibrate.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import type { ReferenceLogits, ReferenceOf } from "./reference-logits.ts";

/**
 * The calibration of a model that classifies texts, by its logits on rows that somebody labelled; null of other tasks, whose scores are no
 * probabilities of one label. `fittedOn`: what the rows are called.
 */
export function calibrationOf(
  { task, labels }: { task: Task; labels: readonly string[] },
  rows: readonly ReferenceLogits[],
  fittedOn: string,
): Calibrating | null {
  if (task !== "text-classification") return null;
  const answered = (rows as readonly ReferenceOf["text-classification"][]).map(({ logits, gold }) => ({
    logits: logits.slice(0, labels.length), // a model with slots has theirs behind
    gold: labels.indexOf(gold),
  }));
  return calibrate(
    answered.filter(({ gold }) => gold >= 0),
    fittedOn,
  );
}
