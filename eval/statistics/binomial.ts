/** `ln n! - [n ln n - n + ½ ln(2πn)]`, the error of Stirling's formula, for n = 1..15; 0 stands at n = 0 and is not used. */
const STIRLING_ERROR = (() => {
  const errors = [0];
  let logFactorial = 0;
  for (let n = 1; n <= 15; n++) {
    logFactorial += Math.log(n);
    errors.push(logFactorial - (n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n)));
  }
  return errors;
})();

function stirlingError(n: number): number {
  if (n <= 15) return STIRLING_ERROR[n];
  const n2 = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / n2) / n2) / n2) / n2) / n;
}

/** `x ln(x/m) + m - x` without the cancellation that the plain formula suffers near x = m. */
function deviance(x: number, m: number): number {
  const v = (x - m) / (x + m);
  if (Math.abs(v) >= 0.1) return x * Math.log(x / m) + m - x;
  // ln(x/m) = 2 artanh v, as a series.
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * `ln (C(n, k) pᵏ (1-p)ⁿ⁻ᵏ)`: the log probability of k successes in n trials, 0 < p < 1, to about 15 digits for n up to 10⁹.
 *
 * Differences of log-gammas lose a digit for every digit of n; this form has no large terms to cancel.
 * Source: Loader 2000, Fast and Accurate Computation of Binomial Probabilities.
 */
export function logBinomial(k: number, n: number, p: number): number {
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const rest = n - k;
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * p) -
    deviance(rest, n * (1 - p)) +
    0.5 * Math.log(n / (2 * Math.PI * k * rest))
  );
}

/** `P(X = k)` of n trials with probability p of success, 0 < p < 1. Below 1e-308 it comes out as 0. */
export const binomialMass = (k: number, n: number, p: number): number => Math.exp(logBinomial(k, n, p));

/**
 * `P(X <= k)` of n trials with probability p of success, 0 < p < 1; k from -1 to n.
 *
 * The sum runs down from its largest term, each from the last by `P(k-1) = P(k) (k / (n-k+1)) ((1-p) / p)`, until it stops
 * changing, so n = 10⁶ takes microseconds. Above the mean the other tail is summed, and taken from 1.
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k > n * p) return 1 - binomialTail(n - k - 1, n, 1 - p);
  // Relative to the largest term, so that nothing underflows before the end.
  let term = 1;
  let sum = 1;
  for (let j = k; j > 0; j--) {
    term *= (j / (n - j + 1)) * ((1 - p) / p);
    if (sum + term === sum) break;
    sum += term;
  }
  return binomialMass(k, n, p) * sum;
}
