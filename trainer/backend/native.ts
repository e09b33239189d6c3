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
  /** The tensor's number in the binding. */
  createTensor(shape: number[], dtype: number, values: Int32Array): number;
}
interface NativeBackend {
  binding: NativeBinding;
  isUsingGpuDevice: boolean;
  tensorMap: { set(dataId: object, tensor: object): void };
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

/**
 * An int64 scalar, which tfjs has no type for: to everything but an op by name it is an int32 tensor that nobody may read. `Cast` makes one, too,
 * and says so on stderr each time. `value` in [0, 2^31).
 */
export function int64Scalar(value: number): Tensor {
  const { binding, tensorMap } = backend();
  const [dataId, shape, dtype] = [{}, [], binding.TF_INT64];
  const id = binding.createTensor(shape, dtype, Int32Array.of(value, 0)); // lower half first, as on every machine that TensorFlow is built for
  tensorMap.set(dataId, { shape, dtype, id, values: null, refCount: 1 });
  return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: "int32" });
}
