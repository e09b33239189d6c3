import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs-core";
import { tf } from "../tfjs.ts";

/** From this inner dimension on, tfjs splits the sum of a product with few outputs among workgroups. */
const SPLIT_FROM = 2000;

/**
 * tfjs 4.22's kernel for such products (`MatMulSplitKProgram`) reads a transposed B as if it were not, four numbers at a
 * time. It gets a B that is transposed already. Found by `retort setup --check`.
 */
export function repairBatchMatMul(): void {
  const [original, transpose] = ["BatchMatMul", "Transpose"].map((name) => tf.getKernel(name, "webgpu"));
  tf.unregisterKernel(original.kernelName, original.backendName);
  tf.registerKernel({ ...original, kernelFunc: repaired(original, transpose) });
}

const repaired =
  (original: KernelConfig, transpose: KernelConfig): KernelConfig["kernelFunc"] =>
  ({ inputs, attrs, backend }) => {
    const { b } = inputs as { b: TensorInfo };
    const rank = b.shape.length;
    if (attrs?.transposeB !== true || b.shape[rank - 1] < SPLIT_FROM)
      return original.kernelFunc({ inputs, attrs, backend });
    const perm = [...b.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2);
    const straight = transpose.kernelFunc({ inputs: { x: b }, attrs: { perm }, backend }) as TensorInfo;
    const product = original.kernelFunc({
      inputs: { ...inputs, b: straight },
      attrs: { ...attrs, transposeB: false },
      backend,
    });
    (backend as WebGPUBackend).disposeData(straight.dataId);
    return product;
  };
