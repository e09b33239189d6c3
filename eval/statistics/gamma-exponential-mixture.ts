/**
 * How the sum of a process may wander that is sub-exponential with scale c, at all times at once: the one-sided
 * gamma-exponential mixture of Howard, Ramdas, McAuliffe and Sekhon 2021 (arXiv 1810.08240, Proposition 9; 8 in early versions).
 */
export interface Mixture {
  /** The scale: no step is below -c, in units of the sum. Above 0. */
  c: number;
  /** Where in the variance the boundary is tightest: about there, a little below. Above 0; it costs no validity. */
  rho: number;
}

/**
 * `ln m(s, v)`: the mixture's value where the sum is s and its variance v, v >= 0 and `s > -(v + rho) / c`. A process that
 * satisfies the assumptions has `ln m >= ln(1/alpha)` at any time with probability alpha at most.
 *
 * With `a = rho/c²`, `b = (v+rho)/c²`, `x = (cs + v + rho)/c²` and `P` the regularised lower incomplete gamma function,
 * the paper has `m = aᵃ / (Γ(a) P(a,a)) · Γ(b) P(b,x) / xᵇ · exp((cs+v)/c²)`. Since `Γ(b) P(b,x) = xᵇ e⁻ˣ Σ xⁿ/(b)ₙ₊₁`
 * (NIST DLMF 8.11.4), all large terms cancel on paper: `ln m = F(b, x) - F(a, a)` with F the logarithm of that sum.
 */
export const logMixture = (s: number, v: number, { c, rho }: Mixture): number =>
  logSeries((v + rho) / (c * c), (c * s + v + rho) / (c * c)) - logSeries(rho / (c * c), rho / (c * c));

/**
 * `u(v)`: the s at which `ln m(s, v) = ln(1/alpha)`, by Newton's method; 0 < alpha < 1. It grows with v.
 *
 * ln m is convex in s, as a mixture of exponentials, so after one step every iterate lies above the root and falls towards it.
 */
export function mixtureBoundary(v: number, alpha: number, mixture: Mixture): number {
  const { c, rho } = mixture;
  const level = -Math.log(alpha) + logSeries(rho / (c * c), rho / (c * c));
  const b = (v + rho) / (c * c);
  // The normal mixture's boundary is near enough to begin with.
  let s = Math.sqrt((v + rho) * (Math.log1p(v / rho) - 2 * Math.log(alpha)));
  for (let steps = 0; steps < 100; steps++) {
    const x = b + s / c;
    const value = logSeries(b, x);
    const slope = (1 - b / x + Math.exp(-value) / x) / c; // F' = 1 - b/x + 1/(x Σ)
    const next = Math.max(0, s - (value - level) / slope);
    if (Math.abs(next - s) <= 1e-13 * s) return next;
    s = next;
  }
  return s;
}

/** Sums are scaled down by this much before they overflow. */
const [HUGE, LOG_HUGE] = [1e250, 250 * Math.LN10];

/** `ln Σₙ xⁿ/(b)ₙ₊₁`, n from 0, for b, x > 0. Every term is positive; there are about `x - b + 9√x` that count. */
function logSeries(b: number, x: number): number {
  let term = 1 / b;
  let sum = term;
  let log = 0;
  for (let below = b + 1; ; below++) {
    term *= x / below;
    sum += term;
    if (below > x && term < 1e-17 * sum) return log + Math.log(sum);
    if (sum > HUGE) {
      term /= HUGE;
      sum /= HUGE;
      log += LOG_HUGE;
    }
  }
}
