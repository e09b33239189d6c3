/** `1 / (1 + exp(-x))`, in float64; 0 where the exponential is infinite. */
export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
