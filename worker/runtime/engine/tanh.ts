/** Beyond it tanh is ±1 in 53 bits. */
const FAR = 20;

/** `exp(y) = exp(y / 64)^64`, so that the series, up to y^14 / 14!, has arguments up to 40 / 64: its rest is 7e-16. */
const SQUARINGS = 6;
const PARTS = 64;
const TERMS = 14;

/**
 * `tanh(x) = (1 - e) / (1 + e)` with `e = exp(-2 |x|)`, off by 1e-14 at most. Of additions, products and quotients alone, which are rounded in one way
 * everywhere: the last bits of Math.tanh are each JavaScript engine's own.
 */
export function tanh(x: number): number {
  const size = Math.min(Math.abs(x), FAR);
  const small = (-2 * size) / PARTS;
  let e = 1;
  for (let k = TERMS; k > 0; k--) e = 1 + (e * small) / k;
  for (let i = 0; i < SQUARINGS; i++) e *= e;
  const value = (1 - e) / (1 + e);
  return x < 0 ? -value : value;
}
