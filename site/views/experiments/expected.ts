/** Of what a fixed-size test needs, as simulated: docs/experiments.md, "What it costs", `good-enough` at 88 % both. */
const OVER_FIXED = 1.23;
/** Normal quantiles of 5 % two-sided and of a power of 80 %. */
const Z = 1.96 + 0.8416;

/**
 * Units, of two variants together and half to each, after which `good-enough` may be expected of a candidate that is as accurate as the control.
 * `margin` as a fraction; two digits, since more would only look exact.
 */
export function expectedUnits(margin: number, accuracy = 0.88): number {
  const fixed = (4 * accuracy * (1 - accuracy) * Z ** 2) / margin ** 2;
  return Number((OVER_FIXED * fixed).toPrecision(2));
}
