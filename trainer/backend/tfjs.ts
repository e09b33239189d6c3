/** tfjs itself, loaded as its CommonJS union package: loaded as ES modules in Node, tfjs-core comes without gradients. */
import { createRequire } from "node:module";
import type * as TensorFlow from "@tensorflow/tfjs";

const require = createRequire(import.meta.url);

export const tf: typeof TensorFlow = require("@tensorflow/tfjs");
tf.env().set("PROD", true); // no shape checks on every intermediate value, no hint to install tfjs-node

export type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, TensorInfo } from "@tensorflow/tfjs";
