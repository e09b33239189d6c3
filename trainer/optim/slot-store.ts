import { isNative } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import type { AdamWOptions, ParameterState, ParameterStore } from "./adamw.ts";
import { globalNorm } from "./global-norm.ts";
import { NativeSlots } from "./native-slots.ts";
import { type Slots, TensorSlots } from "./slots.ts";

/** Each parameter for itself: any backend. */
export class SlotStore implements ParameterStore {
  private readonly slots = new Map<string, Slots>();
  private readonly rates = new Map<string, number>();

  add(name: string, state: ParameterState, rate = 1): void {
    this.rates.set(name, rate);
    this.slots.set(name, isNative() ? new NativeSlots(state) : new TensorSlots(state));
  }

  values(): Record<string, Tensor> {
    return Object.fromEntries([...this.slots].map(([name, slot]) => [name, slot.value()]));
  }

  update(gradients: Record<string, Tensor>, step: number, lr: number, options: AdamWOptions): number {
    const norm = globalNorm(Object.values(gradients));
    if (!Number.isFinite(norm)) return norm;
    // PyTorch's clip_grad_norm_ adds 1e-6, so that the clipped norm is a hair under the limit.
    const scale = Math.min(1, options.maxGradientNorm / (norm + 1e-6));
    for (const [name, slot] of this.slots) {
      const gradient = gradients[name];
      const own = lr * this.rates.get(name)!;
      tf.tidy(() => slot.adamW(scale < 1 ? tf.mul(gradient, scale) : gradient, step, own, options));
      gradient.dispose();
    }
    return norm;
  }

  snapshot(): Map<string, ParameterState> {
    return new Map([...this.slots].map(([name, slot]) => [name, slot.snapshot()]));
  }

  dispose(): void {
    for (const slot of this.slots.values()) slot.dispose();
    this.slots.clear();
  }
}
