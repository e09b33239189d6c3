/** From values to pixels, with round ticks. */

export interface Scale {
  at(value: number): number;
  ticks: readonly number[];
  /** A tick with as many digits as all of them need. */
  show(tick: number): string;
}

/** `values` from `low` to `high` between the pixels `from` and `to`; about `count` ticks at 1, 2 or 5 times a power of ten. */
export function linear([low, high]: readonly [number, number], from: number, to: number, count = 6): Scale {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    at: (value) => from + ((value - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
    show: (tick) => tick.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))),
  };
}

/** The same for logarithms; ticks at 1, 2 and 5 times powers of ten. */
export function logarithmic([low, high]: readonly [number, number], from: number, to: number): Scale {
  const { at } = linear([Math.log10(low), Math.log10(high)], from, to);
  const powers = Array.from({ length: 13 }, (_, i) => 10 ** (i - 6));
  return {
    at: (value) => at(Math.log10(value)),
    ticks: powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((tick) => tick >= low && tick <= high),
    show: (tick) => `${tick}`,
  };
}

/** The least and the greatest of `values`, with a margin of that share of their distance on either side. */
export function spanned(values: readonly number[], margin = 0.05): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const more = (high - low) * margin;
  return [low - more, high + more];
}
