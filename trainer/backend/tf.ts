/** The one place that knows which tfjs backend runs. Everything in `trainer/` takes `tf` from here. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cacheFolder } from "../files/cache-folder.ts";
import type { BackendName } from "./names.ts";
import { tf } from "./tfjs.ts";

const require = createRequire(import.meta.url);

export { BACKENDS, type BackendName } from "./names.ts";
export type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, TensorInfo } from "./tfjs.ts";
export { tf } from "./tfjs.ts";

/** TensorFlow whose C library the native backend is built on. */
export const TENSORFLOW_VERSION = "2.21.0";

/** The compiled binding that `retort setup` leaves; it finds TensorFlow's libraries beside itself. */
export const bindingPath = (): string => join(cacheFolder(), `tensorflow-${TENSORFLOW_VERSION}`, "tfjs_binding.node");

export const nativeBackendIsSetUp = (): boolean => existsSync(bindingPath());

/**
 * Makes `name` the current backend. Idempotent.
 * Throws when the backend is not set up here; the message says what to do.
 */
export async function useBackend(name: BackendName): Promise<void> {
  if (name === "tensorflow") registerTensorFlow();
  else if (name === "webgpu") await (await import("./webgpu/backend.ts")).registerWebgpu();
  else if (name === "wasm") require("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend could not start on this machine`);
  await tf.ready();
}

function registerTensorFlow(): void {
  if (tf.engine().registryFactory.tensorflow !== undefined) return;
  if (!nativeBackendIsSetUp()) throw new Error("the native backend is not set up: run `retort setup` first");
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // else TensorFlow greets on stderr with its build flags
  // cuBLAS would shorten the factors of matrix products to 11 bits (TF32), and losses would differ from other backends'.
  process.env.NVIDIA_TF32_OVERRIDE ??= "0";
  const util = require("node:util");
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined; // gone since Node 23
  const binding = require(bindingPath());
  require("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js");
  const { NodeJSKernelBackend } = require("@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js");
  tf.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node-gpu"), 3);
}
