/** tfjs's WebGPU backend on Dawn, with reads that do not wait for the event loop. */
import { createRequire } from "node:module";
import type { BackendValues } from "@tensorflow/tfjs-core";
import { findAdapter, loadDawn, openDevice, readBuffer } from "./dawn.ts";
import { tf } from "./tf.ts";
import { repairBatchMatMul } from "./webgpu-matmul.ts";

const require = createRequire(import.meta.url);
// CommonJS, so that it registers its kernels with the tfjs-core that tf.ts has loaded.
const { WebGPUBackend }: typeof import("@tensorflow/tfjs-backend-webgpu") = require("@tensorflow/tfjs-backend-webgpu");

/** What `registerWebgpu` throws where there is no GPU. */
export const NO_GPU =
  "the webgpu backend found no GPU: it needs a Vulkan loader and a driver (Debian, Ubuntu: apt-get install libvulkan1 " +
  "and your card's driver)";

/** Registers the backend "webgpu", once. Throws NO_GPU. */
export async function registerWebgpu(): Promise<void> {
  if (tf.findBackendFactory("webgpu") !== null) return;
  const adapter = await findAdapter();
  if (adapter === undefined) throw new Error(NO_GPU);
  repairBatchMatMul();
  const device = await openDevice(adapter);
  Object.defineProperty(globalThis.navigator, "gpu", { value: loadDawn() }); // which tfjs's class looks for
  tf.registerBackend("webgpu", () => new ReadingAtOnce(device, adapter.info));
}

/** Bytes of freed buffers that are kept for tensors of just their size. */
const KEPT_BYTES = 4 * 2 ** 30;

/** What of tfjs's classes is private in their declarations only. */
interface Inside {
  commandEncoder: GPUCommandEncoder;
  bufferManager: { freeBuffers: Map<string, GPUBuffer[]>; numFreeBuffers: number };
}

class ReadingAtOnce extends WebGPUBackend {
  override readSync(dataId: object): BackendValues {
    const data = this.tensorMap.get(dataId);
    if (data.values !== null && data.values !== undefined) return data.values;
    const bytes = this.bytesOf(data.resource as GPUBuffer);
    data.values = tf.util.convertBackendValuesAndArrayBuffer(bytes, data.dtype);
    return data.values;
  }

  override async read(dataId: object): Promise<BackendValues> {
    return this.readSync(dataId);
  }

  private bytesOf(buffer: GPUBuffer): ArrayBuffer {
    const { COPY_DST, MAP_READ } = GPUBufferUsage;
    const staging = this.bufferManager.acquireBuffer(buffer.size, COPY_DST | MAP_READ);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    const { commandEncoder } = this as unknown as Inside;
    commandEncoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    this.submitQueue();
    const bytes = readBuffer(staging);
    this.bufferManager.releaseBuffer(staging);
    this.freeMemory();
    return bytes;
  }

  /**
   * tfjs keeps every freed buffer for a tensor of the same size, for good: batches of many lengths would fill the card.
   * Called when the GPU has just finished all it was given.
   */
  freeMemory(kept = KEPT_BYTES): void {
    const memory = this.bufferManager;
    if (memory.numBytesAllocated - memory.numBytesUsed <= kept) return;
    const inside = (this as unknown as Inside).bufferManager;
    for (const buffers of inside.freeBuffers.values()) {
      for (const buffer of buffers.splice(0)) {
        memory.numBytesAllocated -= buffer.size;
        inside.numFreeBuffers--;
        buffer.destroy();
      }
    }
  }
}
