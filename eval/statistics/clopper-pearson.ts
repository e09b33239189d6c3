import { binomialTail } from "./binomial.ts";
import type { Interval } from "./wilson.ts";

/**
 * Exact interval of a share of which k of n were seen: either end is left out with probability `tail` at most.
 * Source: Clopper and Pearson 1934. n at least 1; ends are found by bisection, to the last bit.
 */
export const clopperPearson = (k: number, n: number, tail: number): Interval => [
  k === 0 ? 0 : 1 - upperEnd(n - k, n, tail),
  k === n ? 1 : upperEnd(k, n, tail),
];

/** The share under which no more than k of n are as unlikely as `tail`. */
function upperEnd(k: number, n: number, tail: number): number {
  let [low, high] = [k / n, 1];
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (binomialTail(k, n, middle) > tail) low = middle;
    else high = middle;
  return high;
}
