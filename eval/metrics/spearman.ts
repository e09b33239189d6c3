import type { Statistic } from "../statistics/statistic.ts";
import { correlation } from "./pearson.ts";

/**
 * Spearman's rho: Pearson's r of average ranks. Ranks are those of the drawn rows, each as often as it is drawn: a row drawn
 * three times is a tie of three. Columns are sorted once; a draw costs O(n). Null where either column is constant.
 */
export function spearman(x: Float64Array, y: Float64Array): Statistic {
  const [rankX, rankY] = [ranker(x), ranker(y)];
  return { kind: "resampled", n: x.length, value: (counts) => correlation(rankX(counts), rankY(counts), counts) };
}

/**
 * Average ranks of a column, from 1, for rows drawn `counts[i]` times: a value drawn c times after b smaller ones has
 * rank `b + (c + 1) / 2`. The array is overwritten by the next call.
 */
function ranker(values: Float64Array): (counts: Uint32Array) => Float64Array {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  return (counts) => {
    let before = 0;
    for (let start = 0, end = 0; start < order.length; start = end) {
      const value = values[order[start]];
      let tied = 0;
      for (end = start; end < order.length && values[order[end]] === value; end++) tied += counts[order[end]];
      const rank = before + (tied + 1) / 2;
      for (let k = start; k < end; k++) ranks[order[k]] = rank;
      before += tied;
    }
    return ranks;
  };
}
