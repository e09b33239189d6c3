/** How far an exported artefact may stray from the model that was trained. */
import type { Storage } from "../../r2-assets/format/names.ts";
import type { ReferenceLogits } from "../../trainer/export/reference-logits.ts";

/** f32 and f16: an absolute difference of any logit. */
const LARGEST_DIFFERENCE = 1e-3;
/** i8: a fraction of the examples. Accuracy can't fall by more than what flipped, so this bounds its loss to a point, too. */
const MOST_FLIPS = 0.01;

export interface ParityReport {
  rows: number;
  /** max |logit of the artefact - logit of the trained model|; null when the artefact gave a number that is not finite. */
  largestDifference: number | null;
  /** Examples whose predicted label changed. */
  flips: number;
  accuracy: { trained: number; artefact: number };
  verdict: { kind: "accepted" } | { kind: "refused"; reason: string };
}

/**
 * Compares logits row by row; `logits[i]` belongs to `reference[i]`. A model stored as f32 or f16 must give the trained
 * one's logits; i8 is another model, close enough when it hardly ever changes a label.
 */
export function judgeParity(
  storage: Storage,
  labels: readonly string[],
  reference: readonly ReferenceLogits[],
  logits: readonly ArrayLike<number>[],
): ParityReport {
  const rows = reference.length;
  let largestDifference = 0;
  const right = { trained: 0, artefact: 0 };
  let flips = 0;
  for (const [i, row] of reference.entries()) {
    const answer = Array.from(logits[i]!);
    for (const [k, expected] of row.logits.entries()) {
      largestDifference = Math.max(largestDifference, Math.abs(answer[k]! - expected)); // NaN stays NaN
    }
    const [trained, artefact] = [argmax(row.logits), argmax(answer)];
    if (trained !== artefact) flips++;
    if (labels[trained] === row.gold) right.trained++;
    if (labels[artefact] === row.gold) right.artefact++;
  }
  const accuracy = { trained: right.trained / rows, artefact: right.artefact / rows };
  const finite = Number.isFinite(largestDifference);
  const measured = { rows, largestDifference: finite ? largestDifference : null, flips, accuracy };
  return { ...measured, verdict: verdict(storage, measured) };
}

function verdict(
  storage: Storage,
  { rows, largestDifference, flips }: Omit<ParityReport, "verdict">,
): ParityReport["verdict"] {
  const refused = (reason: string) => ({ kind: "refused", reason }) as const;
  if (largestDifference === null) return refused("it answers with numbers that are not finite");
  if (storage !== "i8") {
    return largestDifference > LARGEST_DIFFERENCE
      ? refused(`its logits differ by up to ${largestDifference.toExponential(1)}, more than ${LARGEST_DIFFERENCE}`)
      : { kind: "accepted" };
  }
  if (flips > MOST_FLIPS * rows) return refused(`${flips} of ${rows} labels flipped, more than 1 %`);
  return { kind: "accepted" };
}

/** The first of the largest. */
function argmax(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
