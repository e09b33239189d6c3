import { type Tensor2D, tf } from "../../backend/tf.ts";
import { gelu } from "../../nn/gelu.ts";
import { linear } from "../../nn/linear.ts";
import type { Parameters } from "../weights.ts";
import type { BertConfig } from "./config.ts";

const [WEIGHT, BIAS] = ["bert.pooler.dense.weight", "bert.pooler.dense.bias"] as const;

/**
 * `f(x Wᵀ + b)`, f as `config.poolerActivation` says: tanh (Devlin et al., arXiv 1810.04805), ReLU (DistilBERT, arXiv 1910.01108) or the GELU
 * by erf (ELECTRA, arXiv 2003.10555), the last two as the authors' code has them. Shapes: x `[batch, width]` -> `[batch, width]`.
 */
export function poolerDense(p: Parameters, { poolerActivation = "tanh" }: BertConfig, x: Tensor2D): Tensor2D {
  switch (poolerActivation) {
    case "tanh":
      return tf.tanh(linear(x, p[WEIGHT], p[BIAS]));
    case "relu":
      return tf.relu(linear(x, p[WEIGHT], p[BIAS]));
    case "gelu":
      return gelu(tf.matMul<Tensor2D>(x, p[WEIGHT] as Tensor2D, false, true), p[BIAS]) as Tensor2D;
  }
}
