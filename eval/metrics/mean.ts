import type { Statistic } from "../statistics/statistic.ts";

/** `Σ c_i v_i / Σ c_i`: the mean of one value a row. Null over no rows. */
export const mean = (values: Float64Array): Statistic => ({
  kind: "resampled",
  n: values.length,
  value(counts) {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      sum += counts[i] * values[i];
      total += counts[i];
    }
    return total === 0 ? null : sum / total;
  },
});
