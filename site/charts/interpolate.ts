/**
 * What d3-scale takes from d3-interpolate, for numbers alone: scales here lead to pixels. The whole of it brings colours, dates and
 * transforms, 6 KB of the page gzipped; site/build.ts puts this in its place.
 */
type Along = (t: number) => number;

export const interpolateNumber =
  (a: number, b: number): Along =>
  (t) =>
    a * (1 - t) + b * t;

export const interpolate = interpolateNumber;

export const interpolateRound =
  (a: number, b: number): Along =>
  (t) =>
    Math.round(a * (1 - t) + b * t);

/** Of scales with a middle, which the page has none of: named, since d3-scale names it. */
export const piecewise =
  (between: (a: number, b: number) => Along, values: readonly number[]): Along =>
  (t) => {
    const pieces = values.length - 1;
    const i = Math.max(0, Math.min(pieces - 1, Math.floor(t * pieces)));
    return between(values[i]!, values[i + 1]!)(t * pieces - i);
  };
