import type { Tensor } from "@tensorflow/tfjs";
import type { KernelConfig } from "@tensorflow/tfjs-core";
import { tf } from "../tfjs.ts";
import { longProduct, type ProductOf, splitsItsSum } from "./long-product.ts";

/**
 * Products whose sum tfjs 4.22 would split among workgroups are made by our own program. Its kernel for them
 * (`MatMulSplitKProgram`) reads a transposed B as if it were not, four numbers at a time, which `retort setup --check`
 * found; and its parts are added to each other as they come, so that two runs differ.
 */
export function repairBatchMatMul(): void {
  const original = tf.getKernel("BatchMatMul", "webgpu");
  tf.unregisterKernel(original.kernelName, original.backendName);
  tf.registerKernel({ ...original, kernelFunc: repaired(original) });
}

const repaired =
  (original: KernelConfig): KernelConfig["kernelFunc"] =>
  (call) => {
    const product = { ...call.inputs, ...call.attrs } as unknown as ProductOf<Tensor>;
    return splitsItsSum(product) ? longProduct(product) : original.kernelFunc(call);
  };
