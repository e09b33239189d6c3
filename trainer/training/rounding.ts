/**
 * Quantisation-aware training: the model computes with its weights as they will be stored, the optimiser moves the floats
 * behind them. A gradient in a rounded weight is taken for that in its float (the straight-through estimator: Bengio et
 * al., arXiv 1308.3432; for int8 weights Jacob et al., CVPR 2018, arXiv 1712.05877).
 */

import type { Tensor } from "../backend/tf.ts";
import { asStored } from "../export/as-stored.ts";
import { architectureOf, tensorSpecs } from "../models/describe.ts";
import type { ModelConfig } from "../models/model.ts";
import { keptWeightTensors } from "../models/weight-tensors.ts";
import type { Parameters, Weights } from "../models/weights.ts";

/** A parameter's numbers as stored; those of one that is not served, as they are. */
export type Rounding = (name: string, data: Float32Array) => Float32Array;

/**
 * As I8 stores a model of this shape, by the code that exports it, in JavaScript. What that adds to a step is measured by
 * `bench/training-step/run.ts --with-rounding`: docs/training.md.
 */
export function i8Rounding(config: ModelConfig): Rounding {
  const specs = new Map(tensorSpecs(architectureOf(config)).map((spec) => [spec.name, spec]));
  return (name, data) => {
    const spec = specs.get(name);
    return spec === undefined ? data : asStored(spec, data, "i8");
  };
}

/** Rounded copies of tensors that change from time to time. */
export class RoundedView {
  private readonly rounding: Rounding;
  private readonly originals: () => Parameters;
  private copies: Parameters | undefined;

  constructor(rounding: Rounding, originals: () => Parameters) {
    this.rounding = rounding;
    this.originals = originals;
  }

  /** The same tensors until `forget`: never dispose them. */
  values(): Parameters {
    this.copies ??= keptWeightTensors(
      Object.entries(this.originals()).map(([name, t]): [string, Weights] => [
        name,
        { shape: t.shape, data: this.rounding(name, t.dataSync<"float32">()) },
      ]),
    );
    return this.copies;
  }

  /** To be called when the originals have changed, and in the end. */
  forget(): void {
    for (const tensor of Object.values(this.copies ?? {}) as Tensor[]) tensor.dispose();
    this.copies = undefined;
  }
}
