import type { Tensor } from "../backend/tf.ts";

/** A parameter as plain numbers, row-major. */
export interface Weights {
  shape: number[];
  data: Float32Array;
}

/** Parameters as tensors, by the names under which they are stored. */
export type Parameters = Readonly<Record<string, Tensor>>;
