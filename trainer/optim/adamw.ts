/**
 * AdamW: Adam with decoupled weight decay. With g the (clipped) gradient, for every parameter p at step t:
 *
 *     p <- p - lr * wd * p                                     (not for biases and LayerNorms)
 *     m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g²
 *     p <- p - lr * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
 *
 * Source: Loshchilov and Hutter, arXiv 1711.05101; the same order of operations as PyTorch's `AdamW`.
 */
import { isNative } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { sumOfSquares } from "../nn/sum-of-squares.ts";
import { NativeSlots } from "./native-slots.ts";
import { type Slots, TensorSlots } from "./slots.ts";

export interface AdamWOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  /** Gradients are scaled down to this global norm; Infinity leaves them alone. */
  maxGradientNorm: number;
}

/** A parameter's value and moments as plain numbers: what a checkpoint keeps. */
export interface ParameterState {
  shape: number[];
  value: Float32Array;
  m: Float32Array;
  v: Float32Array;
}

/** Biases and LayerNorm parameters are vectors; every decayed matrix has two axes. */
export const isDecayed = (shape: readonly number[]) => shape.length > 1;

export class AdamW {
  readonly options: AdamWOptions;
  /** Steps taken. */
  steps = 0;
  private readonly slots = new Map<string, Slots>();

  constructor(options: AdamWOptions) {
    this.options = options;
  }

  /** Takes charge of a parameter, with zero moments unless a checkpoint gives them. */
  add(name: string, shape: number[], value: Float32Array, moments?: { m: Float32Array; v: Float32Array }): void {
    if (this.slots.has(name)) throw new Error(`the optimiser already has a parameter named ${name}`);
    const zeros = moments ?? { m: new Float32Array(value.length), v: new Float32Array(value.length) };
    const state = { shape, value, ...zeros };
    this.slots.set(name, isNative() ? new NativeSlots(state) : new TensorSlots(state));
  }

  /** The current values. They are replaced by every `step`: fetch them anew each time, never dispose them. */
  values(): Record<string, Tensor> {
    return Object.fromEntries([...this.slots].map(([name, slot]) => [name, slot.value()]));
  }

  /**
   * One step with the given gradients (by name, disposed here) at learning rate `lr`.
   * Returns the global gradient norm before clipping. Throws when it is not finite; nothing is changed then.
   */
  step(gradients: Record<string, Tensor>, lr: number): number {
    const norm = globalNorm(Object.values(gradients));
    if (!Number.isFinite(norm)) throw new Error(`the gradient is not finite at step ${this.steps + 1}`);
    this.steps++;
    // PyTorch's clip_grad_norm_ adds 1e-6, so that the clipped norm is a hair under the limit.
    const scale = Math.min(1, this.options.maxGradientNorm / (norm + 1e-6));
    for (const [name, slot] of this.slots) {
      const gradient = gradients[name];
      if (gradient === undefined) throw new Error(`no gradient for parameter ${name}`);
      tf.tidy(() => {
        const clipped = scale < 1 ? tf.mul(gradient, scale) : gradient;
        slot.adamW(clipped, this.steps, lr, this.options);
      });
      gradient.dispose();
    }
    return norm;
  }

  /** Copies everything out, for a checkpoint. */
  snapshot(): Map<string, ParameterState> {
    return new Map([...this.slots].map(([name, slot]) => [name, slot.snapshot()]));
  }

  dispose(): void {
    for (const slot of this.slots.values()) slot.dispose();
    this.slots.clear();
  }
}

/** `sqrt(sum over all tensors of the sum of squares)`; one read-back for all of them. */
export function globalNorm(tensors: Tensor[]): number {
  const total = tf.tidy(() => tf.sum(tf.stack(tensors.map(sumOfSquares))));
  const sum = total.dataSync()[0];
  total.dispose();
  return Math.sqrt(sum);
}
