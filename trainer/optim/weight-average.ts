import { type Tensor, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { largestTensor } from "../backend/webgpu/largest-tensor.ts";
import { moveTowards } from "../backend/webgpu/move-towards.ts";
import { Packing } from "./packing.ts";

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
  private readonly mean: MovingMean;

  /** Starts from copies of `weights`. */
  constructor(decay: number, weights: Readonly<Record<string, Tensor>>) {
    this.decay = decay;
    this.mean = isWebgpu() ? new PackedMean(weights) : new TensorMean(weights);
  }

  /** To be called after every step, counting from 1. */
  update(step: number, weights: Readonly<Record<string, Tensor>>): void {
    if (step % EVERY !== 0) return;
    this.mean.move(weights, 1 - Math.min(this.decay, (1 + step) / (10 + step)) ** EVERY);
  }

  /** Replaced by every update: fetch them anew, never dispose them. */
  values(): Record<string, Tensor> {
    return this.mean.values();
  }

  dispose(): void {
    this.mean.dispose();
  }
}

/** Tensors that move by `share` of the way to others: `a <- a + share (w - a)`. They begin as copies. */
interface MovingMean {
  move(weights: Readonly<Record<string, Tensor>>, share: number): void;
  values(): Record<string, Tensor>;
  dispose(): void;
}

class TensorMean implements MovingMean {
  private average: Record<string, Tensor>;

  constructor(weights: Readonly<Record<string, Tensor>>) {
    this.average = Object.fromEntries(Object.entries(weights).map(([name, t]) => [name, tf.keep(tf.add(t, 0))]));
  }

  move(weights: Readonly<Record<string, Tensor>>, share: number): void {
    for (const [name, old] of Object.entries(this.average)) {
      this.average[name] = tf.tidy(() => tf.keep(tf.add(old, tf.mul(tf.sub(weights[name], old), share))));
      old.dispose();
    }
  }

  values(): Record<string, Tensor> {
    return { ...this.average };
  }

  dispose(): void {
    for (const tensor of Object.values(this.average)) tensor.dispose();
    this.average = {};
  }
}

/** On webgpu: all in one program. */
class PackedMean implements MovingMean {
  private readonly packs: { packing: Packing; average: Tensor; latest: Tensor; views: Map<string, Tensor> }[];

  constructor(weights: Readonly<Record<string, Tensor>>) {
    const shapes = Object.entries(weights).map(([name, { shape }]) => [name, shape] as const);
    this.packs = Packing.within(largestTensor(), shapes).map((pack) => {
      const packing = new Packing(pack);
      const [average, latest] = [packing.empty(), packing.empty()];
      packing.gather(average, weights);
      return { packing, average, latest, views: packing.views(average) };
    });
  }

  move(weights: Readonly<Record<string, Tensor>>, share: number): void {
    for (const { packing, average, latest } of this.packs) {
      packing.gather(latest, weights);
      moveTowards(average, latest, share);
    }
  }

  values(): Record<string, Tensor> {
    return Object.fromEntries(this.packs.flatMap(({ views }) => [...views]));
  }

  dispose(): void {
    for (const { average, latest, views } of this.packs) tf.dispose([...views.values(), average, latest]);
    this.packs.length = 0;
  }
}
