/** Quantised activations and integer layers as the kernels define them, each float step rounded as a float's: to the last bit. */
const f = Math.fround;

/** A row of activations: `x ≈ bottom + step (q + r)`, q in seven bits and r of its outliers, 0 of all others. */
export interface QuantisedRow {
  q: number[];
  r: number[];
  step: number;
  bottom: number;
}

/** `quantiseRows` of one row of floats. */
export function quantiseRow(x: Float32Array): QuantisedRow {
  const [smallest, largest] = [Math.min(...x), Math.max(...x)];
  const mean = f(sumInLanes(x) / x.length);
  const reach = f(f(3.5) * f(Math.sqrt(f(f(sumInLanes(x.map((v) => v * v)) / x.length) - f(mean * mean)))));
  if (Number.isNaN(reach)) return quantiseBetween(x, smallest, largest);
  const near = quantiseBetween(x, Math.max(f(mean - reach), smallest), Math.min(f(mean + reach), largest));
  const few = near.r.filter((r) => r !== 0).length <= Math.floor(x.length / 8) + 4;
  return few && near.r.every((r) => Math.abs(r) < 8000) ? near : quantiseBetween(x, smallest, largest);
}

function quantiseBetween(x: Float32Array, bottom: number, top: number): QuantisedRow {
  const span = Math.max(f(top - bottom), f(1e-9));
  const perUnit = f(127 / span);
  const whole = Array.from(x, (value) => roundHalfEven(f(f(value - bottom) * perUnit)));
  const q = whole.map((steps) => Math.max(0, Math.min(127, steps)));
  return { q, r: whole.map((steps, k) => steps - q[k]!), step: f(span / 127), bottom };
}

/** Sums of eight numbers apart each, then theirs, then what is left over. */
function sumInLanes(x: Float32Array): number {
  const lanes = new Float32Array(8);
  const whole = x.length - (x.length % 8);
  for (let k = 0; k < whole; k++) lanes[k % 8]! += x[k]!;
  const four = [0, 1, 2, 3].map((lane) => f(lanes[lane]! + lanes[lane + 4]!)) as [number, number, number, number];
  const start = f(f(four[0] + four[2]) + f(four[1] + four[3]));
  return x.subarray(whole).reduce((sum, value) => f(sum + value), start);
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const above = x - floor;
  return above < 0.5 || (above === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/** `linearI8` of one row and one output, whose weights are w. */
export function integerOutput({ q, r, step, bottom }: QuantisedRow, w: ArrayLike<number>, scale: number, bias: number) {
  let [sum, total] = [0, 0];
  q.forEach((value, k) => {
    sum += (value + r[k]!) * w[k]!;
    total += w[k]!;
  });
  const offset = f(scale * f(total));
  return f(f(f(f(sum) * scale) * step) + f(f(bottom * offset) + bias));
}
