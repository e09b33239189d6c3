/** Quantised activations and integer layers as the kernels define them, each float step rounded as a float's: to the last bit. */
const f = Math.fround;

/** A row of seven-bit activations: `x ≈ bottom + step q`. */
export interface QuantisedRow {
  q: number[];
  step: number;
  bottom: number;
}

/** `quantiseRows` of one row of floats. */
export function quantiseRow(x: Float32Array): QuantisedRow {
  const bottom = Math.min(...x);
  const span = Math.max(f(Math.max(...x) - bottom), f(1e-9));
  const perUnit = f(127 / span);
  const q = Array.from(x, (value) => Math.min(127, roundHalfEven(f(f(value - bottom) * perUnit))));
  return { q, step: f(span / 127), bottom };
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const above = x - floor;
  return above < 0.5 || (above === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/** `linearI8` of one row and one output, whose weights are w. */
export function integerOutput({ q, step, bottom }: QuantisedRow, w: ArrayLike<number>, scale: number, bias: number) {
  let [sum, total] = [0, 0];
  q.forEach((value, k) => {
    sum += value * w[k]!;
    total += w[k]!;
  });
  const offset = f(scale * f(total));
  return f(f(f(f(sum) * scale) * step) + f(f(bottom * offset) + bias));
}
