/** BERT's `initializer_range`, a standard deviation. */
const INITIALIZER_RANGE = 0.02;

/**
 * A parameter before any training, as BERT's authors start it: matrices and tables normal with standard deviation 0.02,
 * LayerNorm weights 1, biases 0. Source: Devlin et al., arXiv 1810.04805, code. `normal` is drawn once a matrix entry.
 */
export function freshParameter(name: string, shape: number[], normal: () => number): Weights {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  if (shape.length > 1) for (let i = 0; i < data.length; i++) data[i] = INITIALIZER_RANGE * normal();
  else if (name.endsWith("LayerNorm.weight")) data.fill(1);
  return { shape, data };
}

import type { Weights } from "./weights.ts";
