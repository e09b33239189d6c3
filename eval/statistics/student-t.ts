import { whereFalling } from "./normal.ts";

/**
 * `P(T > x)` of Student's t with a whole number of degrees of freedom, x >= 0, to about 1e-14 (not of itself, so that far
 * tails are known to fewer digits). Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
 */
export function studentTail(x: number, degrees: number): number {
  const angle = Math.atan(x / Math.sqrt(degrees));
  const cos2 = Math.cos(angle) ** 2;
  const odd = degrees % 2;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let k = 1 + odd; k < degrees; k += 2) {
    sum += term;
    term *= (k / (k + 1)) * cos2;
  }
  const within = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return (1 - within) / 2;
}

/** The x that Student's t exceeds with probability `tail`, 0 < tail <= ½; by bisection. */
export const studentQuantile = (tail: number, degrees: number): number =>
  whereFalling(tail, (x) => studentTail(x, degrees));
