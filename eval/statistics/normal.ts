/** `P(Z > x)` of the standard normal distribution, to 14 digits of itself for x up to 37. */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  const density = Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 3) {
    // Marsaglia 2004: Φ(x) - ½ = φ(x) (x + x³/3 + x⁵/(3·5) + …)
    let [sum, term] = [x, x];
    for (let k = 3; sum + term !== sum; k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // Laplace's continued fraction for Mills' ratio, from its far end.
  let fraction = x;
  for (let k = 100; k > 0; k--) fraction = x + k / fraction;
  return density / fraction;
}

/** The x that a standard normal number exceeds with probability `tail`, 0 < tail <= ½; by bisection. */
export function normalQuantile(tail: number): number {
  return whereFalling(tail, normalTail);
}

/** The x >= 0 at which a falling function reaches a value, to the last bit. */
export function whereFalling(value: number, falling: (x: number) => number): number {
  let [low, high] = [0, 1];
  while (falling(high) > value) high *= 2;
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (falling(middle) > value) low = middle;
    else high = middle;
  return high;
}
