import { normalQuantile } from "./normal.ts";
import { exchanged, type PairedCounts, wonAtLoss } from "./paired-score.ts";

/** How sure one wants to be of a decision. */
export interface Certainty {
  /** Of a wrong verdict, one-sided. */
  tail: number;
  /** Probability of the verdict if what was seen is true, at least ½: 0.8 unless told. */
  power?: number;
}

/**
 * Rows on which the score test would tell the loss seen from the margin with the given power, if models lose and win as large
 * shares of other rows as of these: `n = ((z_tail σ0 + z_power σ1) / (margin - loss))²`, σ0² a row's variance at the margin
 * and σ1² as seen. Below the margin towards "loses less", above it towards "loses more". Infinite at the margin.
 *
 * Where nothing is lost or won it is at least `ln tail / ln(1 - margin)`, fewer rows being too few for any verdict.
 * Source: Nam 1997, Biometrics 53, 1422-1430.
 */
export function rowsToDecide(counts: PairedCounts, margin: number, { tail, power = 0.8 }: Certainty): number {
  const { lost, won, rows } = counts;
  const loss = (lost - won) / rows;
  if (loss > margin) return rowsTowards(exchanged(counts), -margin, -loss, { tail, power });
  return Math.max(rowsTowards(counts, margin, loss, { tail, power }), Math.log(tail) / Math.log1p(-margin));
}

function rowsTowards(counts: PairedCounts, margin: number, loss: number, { tail, power }: Required<Certainty>): number {
  const wonAtMargin = margin < 0 ? wonAtLoss(exchanged(counts), -margin) - margin : wonAtLoss(counts, margin);
  const [sd0, sd1] = [
    Math.sqrt(2 * wonAtMargin + margin - margin * margin),
    Math.sqrt((counts.lost + counts.won) / counts.rows - loss * loss),
  ];
  return ((normalQuantile(tail) * sd0 + normalQuantile(1 - power) * sd1) / (margin - loss)) ** 2;
}

/** The same of a loss with a bound `reach` away from it, which `rows` rows leave at `tail`: it shrinks with their square root. */
export function rowsToDecideByReach(
  { rows, loss, reach }: { rows: number; loss: number; reach: number },
  margin: number,
  { tail, power = 0.8 }: Certainty,
): number {
  const z = normalQuantile(tail);
  return rows * ((reach / (margin - loss)) * ((z + normalQuantile(1 - power)) / z)) ** 2;
}
