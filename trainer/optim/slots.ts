import { type Tensor, tf } from "../backend/tf.ts";
import { type AdamWOptions, isDecayed, type ParameterState } from "./adamw.ts";

/** One parameter with its two moments, kept where the backend updates them best. */
export interface Slots {
  value(): Tensor;
  /** The update of `AdamW`, `step` counting from 1. */
  adamW(gradient: Tensor, step: number, lr: number, options: AdamWOptions): void;
  snapshot(): ParameterState;
  dispose(): void;
}

/** Plain tensors and plain ops: any backend. */
export class TensorSlots implements Slots {
  private p: Tensor;
  private m: Tensor;
  private v: Tensor;

  constructor({ shape, value, m, v }: ParameterState) {
    [this.p, this.m, this.v] = [value, m, v].map((data) => tf.keep(tf.tensor(data, shape, "float32")));
  }

  value(): Tensor {
    return this.p;
  }

  adamW(g: Tensor, step: number, lr: number, { beta1, beta2, epsilon, weightDecay }: AdamWOptions): void {
    const [p, m, v] = tf.tidy(() => {
      const nextM = tf.add(tf.mul(this.m, beta1), tf.mul(g, 1 - beta1));
      const nextV = tf.add(tf.mul(this.v, beta2), tf.mul(tf.square(g), 1 - beta2));
      const denominator = tf.add(tf.sqrt(tf.div(nextV, 1 - beta2 ** step)), epsilon);
      const update = tf.mul(tf.div(nextM, denominator), lr / (1 - beta1 ** step));
      const decayed = isDecayed(this.p.shape) ? tf.mul(this.p, 1 - lr * weightDecay) : this.p;
      return [tf.sub(decayed, update), nextM, nextV];
    });
    this.dispose();
    [this.p, this.m, this.v] = [p, m, v].map((t) => tf.keep(t));
  }

  snapshot(): ParameterState {
    const [value, m, v] = [this.p, this.m, this.v].map((t) => t.dataSync<"float32">());
    return { shape: this.p.shape, value, m, v };
  }

  dispose(): void {
    for (const t of [this.p, this.m, this.v]) t.dispose();
  }
}
