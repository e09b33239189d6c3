import { attrs, runOp } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { type AdamWOptions, isDecayed, type ParameterState } from "./adamw.ts";
import type { Slots } from "./slots.ts";

let created = 0;

/**
 * TensorFlow's own variables, updated in place by its fused `ResourceApplyAdam`. For BERT's word table
 * (30,522 x 384) a step takes 12 ms this way, against 35 in plain ops that each walk the whole table.
 */
export class NativeSlots implements Slots {
  private readonly p: Tensor;
  private readonly m: Tensor;
  private readonly v: Tensor;
  /** What `value()` handed out: shares the variable's buffer, so it must go before an update, or that copies first. */
  private read: Tensor | undefined;
  private readonly shape: number[];

  constructor({ shape, value, m, v }: ParameterState) {
    this.shape = shape;
    [this.p, this.m, this.v] = [value, m, v].map((data) => variable(shape, data));
  }

  value(): Tensor {
    this.read ??= tf.keep(readVariable(this.p));
    return this.read;
  }

  adamW(gradient: Tensor, step: number, lr: number, { beta1, beta2, epsilon, weightDecay }: AdamWOptions): void {
    if (isDecayed(this.shape) && weightDecay > 0) {
      const decay = tf.mul(this.value(), lr * weightDecay);
      this.forget();
      runOp("AssignSubVariableOp", [attrs.type("dtype", "FLOAT")], [this.p, decay], 0);
    }
    this.forget();
    const [power1, power2] = [beta1 ** step, beta2 ** step];
    // TensorFlow adds epsilon to sqrt(v), not to the bias-corrected root: scaled by sqrt(1 - b2^t) it is PyTorch's.
    const scalars = [power1, power2, lr, beta1, beta2, epsilon * Math.sqrt(1 - power2)].map((x) => tf.scalar(x));
    const options = [attrs.type("T", "FLOAT"), attrs.bool("use_locking", false), attrs.bool("use_nesterov", false)];
    runOp("ResourceApplyAdam", options, [this.p, this.m, this.v, ...scalars, gradient], 0);
  }

  snapshot(): ParameterState {
    const [value, m, v] = [this.p, this.m, this.v].map((handle) => {
      const tensor = readVariable(handle);
      const data = tensor.dataSync<"float32">();
      tensor.dispose();
      return data;
    });
    return { shape: this.shape, value, m, v };
  }

  dispose(): void {
    this.forget();
    for (const handle of [this.p, this.m, this.v]) {
      runOp("DestroyResourceOp", [attrs.bool("ignore_lookup_error", true)], [handle], 0);
      handle.dispose();
    }
  }

  private forget(): void {
    this.read?.dispose();
    this.read = undefined;
  }
}

const readVariable = (handle: Tensor): Tensor => runOp("ReadVariableOp", [attrs.type("dtype", "FLOAT")], [handle])[0];

/** A resource variable holding `data`; returns its handle. */
function variable(shape: number[], data: Float32Array): Tensor {
  const description = [
    attrs.type("dtype", "FLOAT"),
    attrs.shape("shape", shape),
    attrs.string("container", ""),
    attrs.string("shared_name", `retort/${created++}`),
  ];
  const handle = tf.keep(runOp("VarHandleOp", description, [])[0]);
  const initial = tf.tensor(data, shape, "float32");
  const assign = [attrs.type("dtype", "FLOAT"), attrs.bool("validate_shape", false)];
  runOp("AssignVariableOp", assign, [handle, initial], 0);
  initial.dispose();
  return handle;
}
