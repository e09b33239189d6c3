import { type Tensor, tf } from "../backend/tf.ts";
import { type Heads, mixRows, pairProducts } from "../backend/webgpu/attention.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { maskedSoftmaxBackward, maskedSoftmaxForward } from "../backend/webgpu/masked-softmax.ts";
import { differentiable } from "./differentiable.ts";
import { type DropoutRandom, dropout } from "./dropout.ts";

/** Added to the score of a masked position; e^-10000 is 0 in float32, and no sum of scores comes near it. */
const MASKED = -10_000;

/** `[batch, length]` of 1 and 0 -> `[batch, 1, 1, length]` of 0 and a large negative number. */
export function attentionBias(mask: Tensor): Tensor {
  const [batch, length] = mask.shape;
  return tf.reshape(tf.mul(tf.sub(1, mask), MASKED), [batch, 1, 1, length]);
}

/** A batch, and what is added to all its scores. */
export interface At {
  batch: number;
  heads: number;
  /** `[1, heads, length, length]`: what depends on how far apart two tokens are, as `relativeBias` makes it. */
  relative?: Tensor;
}

/**
 * Multi-head scaled dot-product attention: `softmax(Q Kᵀ / √d_h + relative + bias) V`, heads side by side.
 * Shapes: q, k, v `[batch * length, width]`, bias `[batch, 1, 1, length]` (null: nothing is masked) -> context `[batch * length, width]`,
 * scores `[batch, heads, length, length]`: what stands before the bias, which some teachers hand on.
 * Source: Vaswani et al., arXiv 1706.03762, section 3.2; dropout on the probabilities as in BERT.
 */
export function attention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  bias: Tensor | null,
  { batch, heads, relative }: At,
  random?: DropoutRandom,
): { context: Tensor; scores: Tensor } {
  const [rows, width] = q.shape as [number, number];
  const length = rows / batch;
  const headWidth = width / heads;
  const related = (products: Tensor) => (relative === undefined ? products : tf.add(products, relative));
  if (isWebgpu()) {
    const at = { batch, length, heads, headWidth };
    const scores = related(scoresOf(q, k, at));
    return { context: contextOf(weightsOf(scores, bias, random), v, at), scores };
  }
  const split = (t: Tensor) => tf.transpose(tf.reshape(t, [batch, length, heads, headWidth]), [0, 2, 1, 3]);
  const scaled = tf.mul(split(q), 1 / Math.sqrt(headWidth)); // cheaper here than on [batch, heads, length, length]
  const scores = related(tf.matMul(scaled, split(k), false, true));
  const weights = dropout(tf.softmax(bias === null ? scores : tf.add(scores, bias)), random);
  const mixed = tf.matMul(weights, split(v)); // [batch, heads, length, headWidth]
  return { context: tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * length, width]), scores };
}

// On webgpu: three programs forward and five backward.

function scoresOf(q: Tensor, k: Tensor, at: Heads): Tensor {
  const alpha = 1 / Math.sqrt(at.headWidth);
  return differentiable(
    { q, k },
    (save) => {
      save([q, k]);
      return pairProducts(q, k, at, alpha);
    },
    (dy, [savedQ, savedK]) => ({
      q: () => mixRows(dy, savedK, at, { alpha }),
      k: () => mixRows(dy, savedQ, at, { alpha, transpose: true }),
    }),
  );
}

function weightsOf(scores: Tensor, bias: Tensor | null, random: DropoutRandom | undefined): Tensor {
  const dropping = random?.dropping();
  return differentiable(
    { scores },
    (save) => {
      const { weights, largest, inverse } = maskedSoftmaxForward(scores, bias, dropping);
      save([scores, largest, inverse, ...(bias ? [bias] : [])]);
      return weights;
    },
    (dy, [savedScores, largest, inverse, savedBias = null]) => ({
      scores: () => maskedSoftmaxBackward(dy, savedScores, { largest, inverse }, savedBias, dropping),
    }),
  );
}

const contextOf = (weights: Tensor, v: Tensor, at: Heads): Tensor =>
  differentiable(
    { weights, v },
    (save) => {
      save([weights, v]);
      return mixRows(weights, v, at);
    },
    (dy, [savedWeights, savedV]) => ({
      weights: () => pairProducts(dy, savedV, at),
      v: () => mixRows(savedWeights, dy, at, { transpose: true }),
    }),
  );
