/** What a sample-ratio test keeps between units. Plain JSON. */
export interface SampleRatio {
  /** Units by variant. */
  counts: number[];
  /** The same as the weights have it. */
  expected: number[];
  /** `ln E`: the evidence that units are not spread as the weights say. */
  logEvidence: number;
  /** The greatest it ever was; at least 0, its value before the first unit. */
  mostLogEvidence: number;
}

/** How many units' worth of trust is put in the weights: what is found soonest is a shift that shows in a few hundred to some ten thousand units. */
const CONCENTRATION = 200;

export const newSampleRatio = (variants: number): SampleRatio => ({
  counts: new Array<number>(variants).fill(0),
  expected: new Array<number>(variants).fill(0),
  logEvidence: 0,
  mostLogEvidence: 0,
});

/**
 * Takes a unit that variant got where the variants had these weights, which sum to 1.
 *
 * `E` is multiplied by `q / w` of its variant: w its weight, q what the units before let expect,
 * `qⱼ ∝ wⱼ (κ wⱼ + nⱼ) / (κ wⱼ + eⱼ)` of n counted and e expected ones. Any such q gives a martingale. While the weights stay the
 * same it is the posterior predictive of a Dirichlet prior κw, and E the Bayes factor of the multinomial test of Lindon and Malek
 * 2022 (arXiv 2011.03567); where they change, it is counts over expectations that are carried on.
 * Throws RangeError where the variant's weight is not above 0: it can't have got a unit.
 */
export function countInRatio(ratio: SampleRatio, variant: number, weights: readonly number[]): void {
  const { counts, expected } = ratio;
  if (!(weights[variant] > 0)) throw new RangeError(`variant ${variant} has a unit but no weight`);
  let sum = 0;
  for (let j = 0; j < counts.length; j++) sum += tilted(weights[j], counts[j], expected[j]);
  const likelihood = tilted(weights[variant], counts[variant], expected[variant]) / (sum * weights[variant]);
  ratio.logEvidence += Math.log(likelihood);
  if (ratio.logEvidence > ratio.mostLogEvidence) ratio.mostLogEvidence = ratio.logEvidence;
  counts[variant]++;
  for (let j = 0; j < counts.length; j++) expected[j] += weights[j];
}

const tilted = (weight: number, count: number, expected: number) =>
  weight === 0 ? 0 : (weight * (CONCENTRATION * weight + count)) / (CONCENTRATION * weight + expected);

/** Anytime-valid p: the least that `1/E` ever was. */
export const sampleRatioP = ({ mostLogEvidence }: SampleRatio): number => Math.exp(-mostLogEvidence);
