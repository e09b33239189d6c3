/**
 * The uniform soup: the mean of several models' weights, parameter by parameter. Models fine-tuned from the same
 * pre-trained weights and the same new head mostly lie in one basin, where the mean does what an ensemble does at the
 * cost of one model. Source: Wortsman et al., "Model soups", ICML 2022, arXiv 2203.05482.
 * Throws RangeError when the models do not have the same parameters.
 */
export function averageWeights(models: readonly ReadonlyMap<string, Weights>[]): Map<string, Weights> {
  const [first, ...others] = models;
  if (first === undefined) throw new RangeError("there is no model to average");
  return new Map(
    [...first].map(([name, { shape, data }]) => {
      const sums = Float64Array.from(data);
      for (const other of others) {
        const found = other.get(name);
        if (found === undefined || found.shape.join() !== shape.join() || other.size !== first.size)
          throw new RangeError(`the models to average differ in ${name}`);
        for (let i = 0; i < sums.length; i++) sums[i] += found.data[i];
      }
      return [name, { shape, data: Float32Array.from(sums, (sum) => sum / models.length) }];
    }),
  );
}

import type { Weights } from "./weights.ts";
