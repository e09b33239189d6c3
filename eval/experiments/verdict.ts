import type { Verdict } from "../reports/experiment.ts";
import type { Boundary } from "../statistics/boundary.ts";
import { boundaryOf, type Design } from "./design.ts";
import type { DifferenceProgress } from "./progress.ts";

/**
 * Of a candidate: more accurate than the control; not less accurate by more than the margin; less accurate by more
 * than the margin; or none of these is known yet.
 */
export type { Verdict };

/** What the interval says now: `better` above 0, `good-enough` above -margin, `worse` below -margin. */
export function verdictOf(design: Design, difference: DifferenceProgress): Verdict {
  const { sum, variance, weight } = difference;
  const boundary = boundaryOf(design);
  const fromMargin = sum + design.margin * weight;
  // Whatever holds, the sum has left -margin; so one question answers most of them.
  if (!boundary.isCrossed(Math.abs(fromMargin), variance)) return "not-yet";
  if (fromMargin < 0) return "worse";
  return boundary.isCrossed(sum, variance) ? "better" : "good-enough";
}

/** Remembers n where a verdict holds for the first time. */
export function noteVerdict(design: Design, difference: DifferenceProgress): void {
  const verdict = verdictOf(design, difference);
  if (verdict !== "not-yet") difference.reached[verdict] ??= difference.n;
}

/** The first verdict that held, as n counts; the stronger one where two held at once. */
export function firstVerdict({ reached }: DifferenceProgress): { n: number; verdict: Verdict } | null {
  let first: { n: number; verdict: Verdict } | null = null;
  for (const verdict of ["better", "worse", "good-enough"] as const) {
    const n = reached[verdict];
    if (n !== undefined && (first === null || n < first.n)) first = { n, verdict };
  }
  return first;
}

/** `(S -+ u(V)) / W`, within [-1, 1]; null before the first unit. */
export function intervalOf(
  boundary: Boundary,
  { sum, variance, weight }: DifferenceProgress,
): { value: number; ci95: [number, number] } | null {
  if (weight === 0) return null;
  const reach = boundary.at(variance);
  const clipped = (x: number) => Math.max(-1, Math.min(1, x / weight));
  return { value: clipped(sum), ci95: [clipped(sum - reach), clipped(sum + reach)] };
}
