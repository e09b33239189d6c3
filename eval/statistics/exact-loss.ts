import { clopperPearson } from "./clopper-pearson.ts";
import { inBlocks, type Turn } from "./in-blocks.ts";
import { exchanged, type PairedCounts } from "./paired-score.ts";
import { regionProbability, type ScoreRegion, scoreRegion } from "./score-region.ts";
import type { Interval } from "./wilson.ts";

/** The share of discordant rows lies outside where it is looked for with this probability at most; it is added to p. */
const GAMMA = 1e-5;
/** Shares of discordant rows that are tried, and steps by which the worst of them is refined. */
const [TRIED, REFINED] = [48, 24];
/** Numbers of rows won are summed within so many standard deviations: what lies beyond is below 1e-17. */
const REACH = 9;
/** Bounds are found to this. */
const RESOLUTION = 1e-6;

/**
 * Exact one-sided p of "b loses at least `loss` more of the rows than it wins", -1 < loss < 1: small p says that it loses less.
 *
 * Tables are ordered by the score statistic; p is the probability of one at least as far down as the table seen, at the share
 * of discordant rows that makes it largest, among those that Clopper and Pearson's interval of level 1 - 1e-5 holds, plus 1e-5
 * (Berger and Boos 1994). Given the share, p is largest at the bound, where b loses just `loss` (Hsueh, Liu and Chen 2001), so
 * that p <= α has probability α at most, whatever n and the share. "At most `loss`" is asked by exchanging the models and the sign.
 *
 * Throws RangeError for counts of no rows and a loss outside (-1, 1).
 */
export async function exactLossP(counts: PairedCounts, loss: number, turn?: Turn): Promise<number> {
  const { lost, won, rows } = counts;
  if (
    !([lost, won, rows].every((count) => Number.isSafeInteger(count) && count >= 0) && rows > 0 && lost + won <= rows)
  )
    throw new RangeError(`exactLossP: ${lost} lost and ${won} won of ${rows} rows`);
  if (!(loss > -1 && loss < 1)) throw new RangeError(`exactLossP: a loss of ${loss} is not between -1 and 1`);
  const [least, most] = clopperPearson(lost + won, rows, GAMMA / 2);
  // No fewer rows are discordant than one model loses. Where b wins more at the bound, fewer may be with a loss beyond it.
  const shares: Interval = [Math.max(least, Math.abs(loss)), Math.max(most, -loss)];
  if (shares[0] > shares[1]) return GAMMA;
  const region = scoreRegion(counts, loss, winsBetween(rows, loss, shares));
  return Math.min(1, (await largest(region, shares, turn)) + GAMMA);
}

/**
 * Bounds of what b loses, each by itself on the safe side with probability 1 - `tail`: where `exactLossP` reaches `tail`, by
 * bisection, looking first whether `margin` is beyond: a bound is below (or above) the margin just when p there says so.
 */
export async function exactLossBounds(
  counts: PairedCounts,
  { tail, margin, turn }: { tail: number; margin: number; turn?: Turn | undefined },
): Promise<Interval> {
  const low = await upperBound(exchanged(counts), { tail, at: -margin, turn });
  return [-low, await upperBound(counts, { tail, at: margin, turn })];
}

/** The least loss that is found to be too large; where p isn't monotonic, the one on the seen loss's side of `at`. */
async function upperBound(
  counts: PairedCounts,
  { tail, at, turn }: { tail: number; at: number; turn: Turn | undefined },
): Promise<number> {
  const rejected = async (loss: number) => (await exactLossP(counts, loss, turn)) <= tail;
  const seen = (counts.lost - counts.won) / counts.rows;
  let [low, high] = [seen, 1];
  if (at > seen) {
    if (await rejected(at)) high = at;
    else low = at;
  }
  while (high - low > RESOLUTION) {
    const middle = (low + high) / 2;
    if (await rejected(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** How many rows may be won with any probability that counts. */
function winsBetween(rows: number, loss: number, [low, high]: Interval): [number, number] {
  const end = (discordant: number, side: -1 | 1) => {
    const share = Math.min(1, Math.max(0, (discordant - loss) / 2));
    return rows * share + side * (REACH * Math.sqrt(rows * share * (1 - share)) + REACH ** 2 / 2);
  };
  return [Math.max(0, Math.floor(end(low, -1))), Math.min(rows, Math.ceil(end(high, 1)))];
}

/** The region's probability at the worst share of discordant rows: on a grid, then between the worst one's neighbours. */
async function largest(region: ScoreRegion, [low, high]: Interval, turn?: Turn): Promise<number> {
  const probability = (root: number) => regionProbability(region, Math.min(high, Math.max(low, root * root)));
  const [from, to] = [Math.sqrt(low), Math.sqrt(high)];
  const step = (to - from) / (TRIED - 1);
  let [worst, where] = [-1, 0];
  await inBlocks({ times: TRIED, steps: region.most.length, turn }, (i) => {
    const here = probability(from + i * step);
    if (here > worst) [worst, where] = [here, i];
  });
  // Golden section; what it tries counts, whether the peak is single or not.
  const GOLDEN = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [from + Math.max(0, where - 1) * step, from + Math.min(TRIED - 1, where + 1) * step];
  let [inner, outer] = [right - GOLDEN * (right - left), left + GOLDEN * (right - left)];
  let [atInner, atOuter] = [probability(inner), probability(outer)];
  await inBlocks({ times: REFINED, steps: region.most.length, turn }, () => {
    worst = Math.max(worst, atInner, atOuter);
    if (atInner > atOuter) {
      [right, outer, atOuter] = [outer, inner, atInner];
      inner = right - GOLDEN * (right - left);
      atInner = probability(inner);
    } else {
      [left, inner, atInner] = [inner, outer, atOuter];
      outer = left + GOLDEN * (right - left);
      atOuter = probability(outer);
    }
  });
  return Math.max(worst, atInner, atOuter);
}
