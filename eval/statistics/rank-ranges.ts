import type { Drawn } from "./draw-mean.ts";
import { inBlocks, type Turn } from "./in-blocks.ts";

/** How many of the others are shown to be better than a model, and how many worse. */
export interface Standing {
  better: number;
  worse: number;
}

/** The best and the worst rank that a model may have among so many, from 1: whatever is not shown may be either way. */
export const rankRange = ({ better, worse }: Standing, models: number): [best: number, worst: number] => [
  1 + better,
  models - worse,
];

const LEVEL = 0.05;

/** What sums in another order may differ by: a difference or a spread of less is none. */
const ROUNDING = 1e-12;

/**
 * Where each model stands among the others, by inference on all its differences from them. A range made of it (`rankRange`) holds
 * the model's true rank, 1 + the number of models that are truly better, with a probability of 95 %: for each model by itself, not
 * for all at once.
 *
 * For model j the hypotheses are "j is not above k" and "j is not below k" for every k. One is rejected where its studentised
 * difference `t = ±(x_j - x_k) / s_jk` is above c, the 95 % quantile over the draws of the largest of the `±((x*_j - x*_k) -
 * (x_j - x_k)) / s_jk` among the hypotheses that stand; s_jk is the standard deviation of `x*_j - x*_k`. After rejections c is
 * smaller, so it is done again until none is rejected (Romano and Wolf 2005): the chance that any true hypothesis falls stays
 * within 5 %.
 *
 * Two models that differ by as much in every draw have no spread: equal ones are never told apart, others are. Where the
 * units that were drawn are so few that the least p of an exchange of two models' answers unit by unit, `2^(1 - units)`, is above
 * 5 % over K - 1 comparisons, nothing is shown.
 *
 * Draws on which a value is undefined for any model are left out. Null for a model that is undefined on more than half of them,
 * and for all where more than half are left out.
 *
 * Source: Mogstad, Romano, Shaikh and Wilhelm 2024, Inference for Ranks, Review of Economic Studies 91(1), section 3: marginal,
 * two-sided, stepwise. Throws RangeError for models with different numbers of draws.
 */
export async function standings(models: readonly Drawn[], turn?: Turn): Promise<(Standing | null)[]> {
  const draws = models[0]?.draws.length ?? 0;
  if (models.some((model) => model.draws.length !== draws))
    throw new RangeError("standings: models with different numbers of draws were not drawn together");
  const ranked = models.filter((model) => defined(model.draws) * 2 >= draws);
  const kept = [...Array(draws).keys()].filter((b) => ranked.every((model) => !Number.isNaN(model.draws[b])));
  const found = new Map<Drawn, Standing>();
  const compared = kept.length * 2 < draws ? [] : ranked.map((model) => ({ ...model, draws: only(model.draws, kept) }));
  const telling = compared.every(({ units }) => 2 ** (1 - units) * (compared.length - 1) <= LEVEL);
  await inBlocks({ times: compared.length, steps: compared.length * kept.length, turn }, (j) => {
    found.set(ranked[j], telling ? standing(compared, j) : { better: 0, worse: 0 });
  });
  return models.map((model) => found.get(model) ?? null);
}

/** "j is not above k" (sign 1) or "j is not below k" (sign -1). */
interface Hypothesis {
  sign: 1 | -1;
  /** The difference j - k, and of every draw what it differs from that, both in standard deviations. */
  t: number;
  deviations: Float64Array;
}

function standing(models: readonly Drawn[], j: number): Standing {
  const shown: Standing = { better: 0, worse: 0 };
  let open: Hypothesis[] = [];
  for (const other of models) {
    if (other === models[j]) continue;
    const difference = models[j].value - other.value;
    const deviations = models[j].draws.map((value, b) => value - other.draws[b] - difference);
    const spread = standardDeviation(deviations);
    if (spread > ROUNDING) {
      for (let b = 0; b < deviations.length; b++) deviations[b] /= spread;
      for (const sign of [1, -1] as const) open.push({ sign, t: (sign * difference) / spread, deviations });
    } else if (Math.abs(difference) > ROUNDING) shown[difference > 0 ? "worse" : "better"]++;
  }
  for (let before = Infinity; open.length > 0 && open.length < before; ) {
    before = open.length;
    const threshold = criticalValue(open) * (1 + 1e-9); // where both are a ratio of the same whole numbers
    for (const { sign, t } of open) if (t > threshold) shown[sign === 1 ? "worse" : "better"]++;
    open = open.filter(({ t }) => t <= threshold);
  }
  return shown;
}

/** The 95 % quantile of the largest deviation: the smallest value whose cumulative share reaches it. */
function criticalValue(hypotheses: readonly Hypothesis[]): number {
  const largest = new Float64Array(hypotheses[0].deviations.length).fill(-Infinity);
  for (const { sign, deviations } of hypotheses)
    for (let b = 0; b < largest.length; b++) largest[b] = Math.max(largest[b], sign * deviations[b]);
  return largest.sort()[Math.ceil((950 * largest.length) / 1000) - 1];
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const defined = (draws: Float64Array) => draws.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);

const only = (draws: Float64Array, kept: readonly number[]) => Float64Array.from(kept, (b) => draws[b]);
