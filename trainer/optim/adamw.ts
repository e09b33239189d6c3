/**
 * AdamW: Adam with decoupled weight decay. With g the (clipped) gradient, for every parameter p at step t:
 *
 *     p <- p - lr * wd * p                                     (not for biases and LayerNorms)
 *     m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g²
 *     p <- p - lr * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
 *
 * Source: Loshchilov and Hutter, arXiv 1711.05101; the same order of operations as PyTorch's `AdamW`.
 */
import { readTogether } from "../backend/read-together.ts";
import type { Tensor } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { PackedStore } from "./packed-store.ts";
import { SlotStore } from "./slot-store.ts";

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

/** Parameters with their moments, where the backend updates them best. */
export interface ParameterStore {
  /** `rate`: its share of the learning rate, 1 unless given. */
  add(name: string, state: ParameterState, rate?: number): void;
  values(): Record<string, Tensor>;
  /**
   * The update of the step that counts as `step`, from 1 on, unless the global norm of the gradients is not finite. Returns
   * the norm: a number that is not finite then, or, where it has not left the card, a scalar, -1 then. Until `afresh` no
   * later step is taken either. The gradients are disposed.
   */
  update(
    gradients: Record<string, Tensor>,
    step: number,
    lr: number,
    options: AdamWOptions,
    afresh: boolean,
  ): number | Tensor;
  snapshot(): Map<string, ParameterState>;
  dispose(): void;
}

export class AdamW {
  readonly options: AdamWOptions;
  /** Steps taken. */
  steps = 0;
  private readonly names = new Set<string>();
  private readonly store: ParameterStore = isWebgpu() ? new PackedStore() : new SlotStore();
  /** Steps whose norm nobody has seen yet. */
  private unseen = 0;

  constructor(options: AdamWOptions) {
    this.options = options;
  }

  /** Takes charge of a parameter, with zero moments unless a checkpoint gives them. `rate`: its share of the learning rate. */
  add(
    name: string,
    shape: number[],
    value: Float32Array,
    moments?: { m: Float32Array; v: Float32Array },
    rate = 1,
  ): void {
    if (this.names.has(name)) throw new Error(`the optimiser already has a parameter named ${name}`);
    this.names.add(name);
    const zeros = moments ?? { m: new Float32Array(value.length), v: new Float32Array(value.length) };
    this.store.add(name, { shape, value, ...zeros }, rate);
  }

  /** The current values. They are replaced by every `step`: fetch them anew each time, never dispose them. */
  values(): Record<string, Tensor> {
    return this.store.values();
  }

  /**
   * One step with the given gradients (by name, disposed here) at learning rate `lr`.
   * Returns the global gradient norm before clipping. Throws when it is not finite; nothing is changed then.
   */
  step(gradients: Record<string, Tensor>, lr: number): number {
    const norm = this.take(gradients, lr);
    return this.see(typeof norm === "number" ? norm : readTogether({ norm }).norm);
  }

  /**
   * `step` without waiting for the card: on webgpu the norm is a scalar, which the caller reads, and gives to `see` in the
   * order of the steps. Until then the step may have changed nothing, and with it all that follow.
   */
  take(gradients: Record<string, Tensor>, lr: number): number | Tensor {
    const without = [...this.names].find((name) => gradients[name] === undefined);
    if (without !== undefined) throw new Error(`no gradient for parameter ${without}`);
    const norm = this.store.update(gradients, this.steps + 1, lr, this.options, this.unseen === 0);
    this.steps++;
    this.unseen++;
    return norm;
  }

  /** Hears of the norm of the earliest step that it hasn't heard of. Throws when it is not finite; see `step`. */
  see(norm: number): number {
    if (norm >= 0 && Number.isFinite(norm)) {
      this.unseen--;
      return norm;
    }
    this.steps -= this.unseen;
    this.unseen = 0;
    throw new Error(`the gradient is not finite at step ${this.steps + 1}`);
  }

  /** Copies everything out, for a checkpoint. */
  snapshot(): Map<string, ParameterState> {
    return this.store.snapshot();
  }

  dispose(): void {
    this.store.dispose();
    this.names.clear();
  }
}
