/** TensorFlow ops by name, on the native backend only: what tfjs has no kernel for, or runs in many small ones. */
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "./tf.ts";

type AttrKind = "STRING" | "INT" | "FLOAT" | "BOOL" | "TYPE" | "SHAPE";
interface OpAttr {
  name: string;
  type: number;
  value: unknown;
}
interface NativeBinding {
  [constant: `TF_${string}`]: number;
}
interface NativeBackend {
  binding: NativeBinding;
  isUsingGpuDevice: boolean;
  executeMultipleOutputs(name: string, attrs: OpAttr[], inputs: Tensor[], outputs: number): Tensor[];
}

/** Whether the current backend runs any TensorFlow op by name. */
export const isNative = (): boolean => tf.getBackend() === "tensorflow";

/** Whether TensorFlow, as the current backend, has found a card to compute on. */
export const computesOnCard = (): boolean => backend().isUsingGpuDevice;

const backend = (): NativeBackend => tf.backend() as unknown as NativeBackend;

const attr = (name: string, kind: AttrKind, value: unknown): OpAttr => ({
  name,
  type: backend().binding[`TF_ATTR_${kind}`],
  value,
});

export const attrs = {
  float: (name: string, value: number) => attr(name, "FLOAT", value),
  int: (name: string, value: number) => attr(name, "INT", value),
  bool: (name: string, value: boolean) => attr(name, "BOOL", value),
  string: (name: string, value: string) => attr(name, "STRING", value),
  shape: (name: string, value: number[]) => attr(name, "SHAPE", value),
  /** `type("T", "FLOAT")`: one of TensorFlow's data types. */
  type: (name: string, dtype: "FLOAT" | "INT32" | "INT64" | "BOOL" | "UINT8") =>
    attr(name, "TYPE", backend().binding[`TF_${dtype}`]),
};

/** Runs one TensorFlow op eagerly. The outputs are tracked like any tensor. Throws what TensorFlow says. */
export function runOp(name: string, opAttrs: OpAttr[], inputs: Tensor[], outputs = 1): Tensor[] {
  return backend().executeMultipleOutputs(name, opAttrs, inputs, outputs);
}
