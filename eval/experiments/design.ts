import { Boundary } from "../statistics/boundary.ts";

/** What is fixed before the first unit. */
export interface Design {
  /** `split`: a unit is answered by one variant. `shadow`: by all, and sees the first one's answer. */
  mode: "split" | "shadow";
  /** How many there are, 2 or more. Variant 0 is the control; the others are candidates. */
  variants: number;
  /** By how much accuracy a candidate may be worse and still be good enough: `0 < margin < 1`. */
  margin: number;
}

/** The share of experiments in which any statement about any difference may be wrong, at any time. */
export const ALPHA = 0.05;

/**
 * A unit moves the sum of a split by 2 at most, that of a shadow by 1. rho was chosen by simulation, of 50 to 800 and of 1 to 50, so that the worst
 * of many cases costs least: accuracies from 70 to 98 %, differences of 1 to 5 points, candidates with half or a tenth of the units.
 */
const MIXTURES = { split: { c: 2, rho: 100 }, shadow: { c: 1, rho: 10 } };

const boundaries = new Map<string, Boundary>();

/** The boundary of either side of every difference: half of alpha, shared by the candidates (Bonferroni). */
export function boundaryOf({ mode, variants }: Design): Boundary {
  const key = `${mode} ${variants}`;
  let boundary = boundaries.get(key);
  if (boundary === undefined) {
    boundary = new Boundary(MIXTURES[mode], ALPHA / (2 * (variants - 1)));
    boundaries.set(key, boundary);
  }
  return boundary;
}
