import { binomialMass, binomialTail } from "./binomial.ts";
import { type PairedCounts, pairedScore } from "./paired-score.ts";

/** Tables of `rows` rows that speak against a loss as much as one that was seen: for each number won, up to how many lost. */
export interface ScoreRegion {
  rows: number;
  loss: number;
  /** The first number of rows won that is looked at. */
  from: number;
  /** `most[i]`: with `from + i` rows won, tables with so many lost and fewer are in; -1 where none is. */
  most: Int32Array;
}

/** Scores of tables that are equal but for rounding are ties. */
const TIE = 1e-9;

/** The tables whose score is at most that of the counts, for numbers won from `from` to `to`. */
export function scoreRegion(counts: PairedCounts, loss: number, [from, to]: readonly [number, number]): ScoreRegion {
  const { rows } = counts;
  const seen = pairedScore(counts, loss);
  const limit = seen + TIE * Math.max(1, Math.abs(seen));
  const isIn = (lost: number, won: number) => lost + won <= rows && pairedScore({ lost, won, rows }, loss) <= limit;

  let lost = -1;
  for (let step = 2 ** Math.ceil(Math.log2(rows + 1)); step >= 1; step /= 2) if (isIn(lost + step, from)) lost += step;
  const most = Int32Array.from({ length: to - from + 1 }, (_, i) => {
    const won = from + i;
    while (isIn(lost + 1, won)) lost++; // who wins more may lose more
    return Math.min(lost, rows - won);
  });
  return { rows, loss, from, most };
}

/** Probabilities that have no logarithm, nor has 1 less them, stay this far from 0 and 1. */
const LEAST = 1e-300;
const MOST = 1 - 2 ** -53;

/**
 * Probability of the region where a share `discordant` of all rows is discordant and b loses `loss` more than it wins: the
 * number won is binomial, and given that, so is the number lost among the others.
 *
 * Each number's tail follows from the last one's: with one row less, and then with more lost, it only grows, so nothing cancels.
 */
export function regionProbability({ rows, loss, from, most }: ScoreRegion, discordant: number): number {
  const winning = Math.max(LEAST, (discordant - loss) / 2);
  const losing = Math.min(MOST, Math.max(LEAST, (discordant + loss) / 2 / (1 - winning)));
  const odds = losing / (1 - losing);
  let total = 0;
  let won = from;
  let mass = binomialMass(won, rows, winning); // P(so many are won)
  let others = rows - from;
  let last = -1;
  let at = 0; // P(last lost among the others)
  let tail = 0; // P(at most last)
  for (let i = 0; i < most.length; i++, won++) {
    if (i > 0) {
      mass = mass > 0 ? mass * ((rows - won + 1) / won) * (winning / (1 - winning)) : binomialMass(won, rows, winning);
      if (last >= 0) {
        // P(X <= k) of N - 1 is that of N and the chance that the k + 1st came with the last of N.
        const without = others > last ? (at * (others - last)) / (others * (1 - losing)) : 0;
        tail += losing * without;
        at = without;
      }
      others--;
    }
    if (tail === 0 && most[i] >= 0) {
      last = most[i];
      at = binomialMass(last, others, losing);
      tail = binomialTail(last, others, losing);
    }
    for (; last < most[i]; tail += at) {
      last++;
      at *= ((others - last + 1) / last) * odds;
    }
    total += mass * Math.min(1, tail);
  }
  return Math.min(1, total);
}
