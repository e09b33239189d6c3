import { attrs, isNative, runOp } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { dropUnits } from "../backend/webgpu/dropout.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import type { RandomKey } from "../backend/webgpu/philox.ts";
import { mixSeed } from "../data/random.ts";

/**
 * Dropout's source of chance for one training step. A mask depends on (run seed, step, site) and nothing else,
 * so that a resumed run draws what the uninterrupted one would have drawn.
 */
export class DropoutRandom {
  private site = 0;
  private readonly seed: number;
  private readonly step: number;
  readonly rate: number;

  /** `rate`: probability of dropping a unit, in [0, 1). */
  constructor(seed: number, step: number, rate: number) {
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout rate must lie in [0, 1), got ${rate}`);
    this.seed = seed;
    this.step = step;
    this.rate = rate;
  }

  /** What the numbers of the next site of this step depend on, for programs that draw their own. */
  nextKey(): RandomKey {
    return { seed: this.seed, step: this.step, site: this.site++ };
  }

  /** The same with the rate, where anything is dropped. */
  dropping(): { rate: number; key: RandomKey } | undefined {
    return this.rate === 0 ? undefined : { rate: this.rate, key: this.nextKey() };
  }

  /** Uniform numbers in [0, 1) for the next site of this step. */
  uniform(shape: number[]): Tensor {
    const site = this.site++;
    // tfjs draws in JavaScript, 30M numbers a second, which can cost half a training step; TensorFlow's op is native.
    if (!isNative()) return tf.randomUniform(shape, 0, 1, "float32", mixSeed(this.seed, this.step, site));
    const types = [attrs.type("dtype", "FLOAT"), attrs.type("T", "INT32"), attrs.type("Tseed", "INT32")];
    const seed = tf.tensor1d([mixSeed(this.seed, site, 0), this.step], "int32");
    return runOp("StatelessRandomUniform", types, [tf.tensor1d(shape, "int32"), seed])[0];
  }
}

/** `y = x m / (1 - rate)` with m Bernoulli(1 - rate). Identity without a source of chance (evaluation). */
export function dropout(x: Tensor, random: DropoutRandom | undefined): Tensor {
  if (random === undefined || random.rate === 0) return x;
  if (isWebgpu()) return drawnTwice(x, random.rate, random.nextKey());
  return tf.customGrad((input, save) => {
    const kept = tf.greaterEqual(random.uniform((input as Tensor).shape), random.rate);
    const mask = tf.mul(tf.cast(kept, "float32"), 1 / (1 - random.rate));
    (save as (t: Tensor[]) => void)([mask]);
    return {
      value: tf.mul(input as Tensor, mask),
      gradFunc: (dy: Tensor, [savedMask]: Tensor[]) => tf.mul(dy, savedMask),
    };
  })(x);
}

/** On a GPU drawing a mask again is cheaper than keeping it. */
const drawnTwice = (x: Tensor, rate: number, key: RandomKey): Tensor =>
  tf.customGrad((input) => ({
    value: dropUnits(input as Tensor, rate, key),
    gradFunc: (dy: Tensor) => dropUnits(dy, rate, key),
  }))(x);
