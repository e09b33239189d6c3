/** What people do instead: a z test after every answer, at 5 %, as if nobody had looked before. */
import { Z95 } from "../../eval/statistics/z95.ts";

/** It is not asked before either variant has so many answers. */
const LEAST = 30;

/** Right answers and all, by variant. */
export class Naive {
  readonly right = [0, 0];
  readonly n = [0, 0];
  /** At how many answers a look first found the difference to be something else than the truth. */
  wrongAt: number | null = null;
  /** Whether the newest look does. */
  isWrong = false;

  add(variant: number, correct: boolean, truth: number): void {
    this.n[variant]++;
    if (correct) this.right[variant]++;
    const [n0, n1] = this.n;
    if (n0 < LEAST || n1 < LEAST) return;
    const [p0, p1] = [this.right[0] / n0, this.right[1] / n1];
    const variance = (p0 * (1 - p0)) / n0 + (p1 * (1 - p1)) / n1;
    this.isWrong = (p1 - p0 - truth) ** 2 > Z95 * Z95 * variance;
    if (this.isWrong) this.wrongAt ??= n0 + n1;
  }
}

const [Z_ALPHA, Z_POWER] = [Z95, 0.8416212335729143];

/**
 * Units in both variants that a z test of fixed size needs: alpha 5 % two-sided, power 80 %, the candidate getting `share` of them.
 * `N = (z₁₋α/₂ + z₁₋β)² (p₀q₀/(1-share) + p₁q₁/share) / difference²`, with `margin` added to the difference that is to be found.
 */
export function fixedSplit(p0: number, p1: number, share = 0.5, margin = 0): number {
  const variance = (p0 * (1 - p0)) / (1 - share) + (p1 * (1 - p1)) / share;
  return Math.ceil(((Z_ALPHA + Z_POWER) ** 2 * variance) / (p1 - p0 + margin) ** 2);
}

/**
 * Pairs that McNemar's test of fixed size needs where a share `discordant` is answered rightly by one of the two only:
 * `N = (z₁₋α/₂ √ψ + z₁₋β √(ψ - d²))² / d²` (Connor 1987).
 */
export function fixedPaired(difference: number, discordant: number): number {
  const reach = Z_ALPHA * Math.sqrt(discordant) + Z_POWER * Math.sqrt(discordant - difference ** 2);
  return Math.ceil((reach / difference) ** 2);
}
