/** Two models on the same rows, as counts: rows that b lost (only a got them right), that b won (only b did), and all. */
export interface PairedCounts {
  lost: number;
  won: number;
  rows: number;
}

/** The same two models the other way round. */
export const exchanged = ({ lost, won, rows }: PairedCounts): PairedCounts => ({ lost: won, won: lost, rows });

/**
 * Share of rows that b wins, most likely where b loses `loss` more than it wins, 0 <= loss < 1: the root of
 * `2n q² + B q - won loss (1 - loss) = 0`, `B = (2n - lost + won) loss - lost - won`, that is not negative.
 *
 * Counts may be shares of one row: q depends on their ratios alone.
 * Source: Nam 1997, Biometrics 53, 1422-1430; Tango 1998, Statistics in Medicine 17, 891-908, equation 10.
 */
export function wonAtLoss({ lost, won, rows }: PairedCounts, loss: number): number {
  const linear = (2 * rows - lost + won) * loss - lost - won;
  const constant = -won * loss * (1 - loss);
  const root = Math.sqrt(linear * linear - 8 * rows * constant);
  // Of the two ways to write the root the one that takes nothing from what is about as large.
  if (linear > 0) return (-2 * constant) / (linear + root);
  return (root - linear) / (4 * rows);
}

/**
 * The score statistic of "b loses `loss` more than it wins", -1 < loss < 1: `(lost - won - n loss) / √(n (2q + loss (1 - loss)))`,
 * q from `wonAtLoss`. About standard normal where that is so, negative where b was seen to lose less; 0 where nothing varies.
 * It falls with every row that b no longer loses, and with every one that it wins.
 */
export function pairedScore(counts: PairedCounts, loss: number): number {
  if (loss < 0) return -pairedScore(exchanged(counts), -loss);
  const { lost, won, rows } = counts;
  const variance = rows * (2 * wonAtLoss(counts, loss) + loss * (1 - loss));
  return variance > 0 ? (lost - won - rows * loss) / Math.sqrt(variance) : 0;
}
