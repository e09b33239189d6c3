import { type Tensor, tf } from "../backend/tf.ts";

/** Updates of the average come every so many steps: it is as smooth, at a quarter of the cost. */
const EVERY = 4;

/**
 * Exponential moving average of the weights: `a <- d a + (1 - d) w` a step, with `d = min(decay, (1 + t) / (10 + t))`
 * so that the start is forgotten soon. Evaluated and exported in place of the weights, it does what a decayed learning
 * rate does, without waiting for the decay. Source: Polyak and Juditsky 1992; the form is TensorFlow's
 * `ExponentialMovingAverage`.
 */
export class WeightAverage {
  private readonly decay: number;
  private average: Record<string, Tensor>;

  /** Starts from copies of `weights`. */
  constructor(decay: number, weights: Readonly<Record<string, Tensor>>) {
    this.decay = decay;
    this.average = Object.fromEntries(Object.entries(weights).map(([name, t]) => [name, tf.keep(tf.add(t, 0))]));
  }

  /** To be called after every step, counting from 1. */
  update(step: number, weights: Readonly<Record<string, Tensor>>): void {
    if (step % EVERY !== 0) return;
    const share = 1 - Math.min(this.decay, (1 + step) / (10 + step)) ** EVERY;
    for (const [name, old] of Object.entries(this.average)) {
      this.average[name] = tf.tidy(() => tf.keep(tf.add(old, tf.mul(tf.sub(weights[name], old), share))));
      old.dispose();
    }
  }

  /** Replaced by every update: fetch them anew, never dispose them. */
  values(): Record<string, Tensor> {
    return { ...this.average };
  }

  dispose(): void {
    for (const tensor of Object.values(this.average)) tensor.dispose();
    this.average = {};
  }
}
