/** tfjs's WebGPU backend on Dawn, with reads that do not wait for the event loop and programs of our own. */
import { createRequire } from "node:module";
import type { BackendValues, TensorInfo } from "@tensorflow/tfjs-core";
import { tf } from "../tfjs.ts";
import { repairBatchMatMul } from "./batch-matmul.ts";
import { countProgram, counts } from "./counts.ts";
import { findAdapter, loadDawn, openDevice, readBuffer } from "./dawn.ts";
import { checkLimits, reported, TensorTooLarge } from "./failures.ts";
import { type Program, wgslOf } from "./run-program.ts";

const require = createRequire(import.meta.url);
// CommonJS, so that it registers its kernels with the tfjs-core that tf.ts has loaded.
const tfjs: typeof import("@tensorflow/tfjs-backend-webgpu") = require("@tensorflow/tfjs-backend-webgpu");

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
  tf.registerBackend("webgpu", () => new WebgpuBackend(device, adapter.info) as never);
}

/** Bytes of freed buffers that are kept for tensors of just their size. */
const KEPT_BYTES = 4 * 2 ** 30;

interface TensorData {
  values: BackendValues | null;
  dtype: "float32" | "int32" | "bool";
  shape: number[];
  refCount: number;
  resource?: GPUBuffer | null;
  /** Set where the buffer is somebody else's, and so not to be given back. */
  external?: boolean;
  /** Where in its parent's buffer a view lies, in bytes. */
  view?: { parent: object; offset: number; size: number };
}

/** What of tfjs's class is used here; much of it is private in its declaration only. */
interface TfjsBackend {
  device: GPUDevice;
  /** Workgroups of a matrix product that are too few to keep a card busy. */
  thresholdToIncreaseWorkgroups: number;
  queue: GPUQueue;
  tensorMap: {
    has(dataId: object): boolean;
    get(dataId: object): TensorData;
    set(dataId: object, data: TensorData): void;
  };
  bufferManager: {
    numBytesUsed: number;
    numBytesAllocated: number;
    freeBuffers: Map<string, GPUBuffer[]>;
    numFreeBuffers: number;
    acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer): void;
  };
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  /** Tensors that a command not yet submitted uses. */
  commandQueueOwnedIds: WeakSet<object>;
  uniformPendingDisposal: GPUBuffer[];
  nextDataId(): number;
  disposeData(dataId: object, force?: boolean): boolean;
  makeTensorInfo(shape: number[], dtype: string): TensorInfo;
  tensorToBinding(tensor: TensorInfo): GPUBindingResource;
  makeUniforms(fields: { data: number[] }[]): { size: number };
  recordAndSubmit(program: { constructor: { name: string } }, ...rest: unknown[]): void;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  readSync(dataId: object): BackendValues;
  read(dataId: object): Promise<BackendValues>;
}
const TfjsBackend = tfjs.WebGPUBackend as unknown as new (device: GPUDevice, info: GPUAdapterInfo) => TfjsBackend;

export class WebgpuBackend extends TfjsBackend {
  private readonly pipelines = new Map<string, GPUComputePipeline>();
  /** What the device has reported since somebody last heard of it. */
  private failure: Error | undefined;

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    super(device, info);
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault(); // it is thrown instead
      this.failure ??= reported(event.error, this.bufferManager.numBytesAllocated);
    });
    const acquire = this.bufferManager.acquireBuffer.bind(this.bufferManager);
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    this.bufferManager.acquireBuffer = (size, usage, ...rest) => {
      const limit =
        usage & GPUBufferUsage.STORAGE ? Math.min(maxBufferSize, maxStorageBufferBindingSize) : maxBufferSize;
      if (size > limit) throw new TensorTooLarge(size, limit);
      const buffer = acquire(size, usage, ...rest);
      this.throwFailure();
      return buffer;
    };
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
  }

  /** Records one of our programs; see `runProgram`. */
  run(
    program: Program,
    inputs: readonly TensorInfo[],
    outputs: readonly TensorInfo[],
    uniforms: ArrayBuffer,
    [across, down]: readonly [number, number],
  ): void {
    const pipeline = this.pipelineOf(program);
    const tensors = [...inputs, ...outputs];
    for (const { dataId } of tensors) this.uploadToGPU(dataId);
    const resources = [...tensors.map((tensor) => this.tensorToBinding(tensor)), this.uniformsOf(uniforms)];
    const bindGroup = this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    for (const { dataId } of tensors) this.commandQueueOwnedIds.add(dataId);
    for (const { dataId } of outputs) this.tensorMap.get(dataId).values = null; // of an earlier read
    this.ensureCommandEncoderReady();
    this.computePassEncoder ??= this.commandEncoder.beginComputePass();
    this.computePassEncoder.setPipeline(pipeline);
    this.computePassEncoder.setBindGroup(0, bindGroup);
    this.computePassEncoder.dispatchWorkgroups(across, down);
    countProgram(program.name);
    this.dispatchCountInPass++;
    if (this.dispatchCountInPass < tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) return;
    this.endComputePassEncoder();
    this.submitQueue();
  }

  /** Fills a tensor that has no values yet with zeros. */
  clear(dataId: object): void {
    this.uploadToGPU(dataId);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    this.commandEncoder.clearBuffer(this.tensorMap.get(dataId).resource as GPUBuffer);
    this.commandQueueOwnedIds.add(dataId);
  }

  /** Data that is a part of another tensor's, from element `first` on; see `viewOf`. */
  viewData(parent: TensorInfo, first: number, shape: number[]): TensorInfo {
    this.uploadToGPU(parent.dataId);
    const { dtype, resource, view } = this.tensorMap.get(parent.dataId);
    const owner = view?.parent ?? parent.dataId;
    const place = { parent: owner, offset: (view?.offset ?? 0) + first * 4, size: tf.util.sizeFromShape(shape) * 4 };
    const dataId = { id: this.nextDataId() };
    this.tensorMap.set(dataId, { dtype, shape, values: null, refCount: 1, resource, external: true, view: place });
    this.tensorMap.get(owner).refCount++;
    return { dataId, shape, dtype: parent.dtype };
  }

  override disposeData(dataId: object, force?: boolean): boolean {
    const data = this.tensorMap.has(dataId) ? this.tensorMap.get(dataId) : undefined;
    const gone = super.disposeData(dataId, force);
    if (!gone || data?.view === undefined) return gone;
    const { parent } = data.view;
    delete data.view;
    this.disposeData(parent);
    return gone;
  }

  override tensorToBinding(tensor: TensorInfo): GPUBindingResource {
    const { resource, view } = this.tensorMap.get(tensor.dataId);
    if (view === undefined) return super.tensorToBinding(tensor);
    return { buffer: resource as GPUBuffer, offset: view.offset, size: view.size };
  }

  /** Copies the numbers of each source into `target`, from the element on that stands beside it. */
  copyInto(target: TensorInfo, sources: readonly (readonly [source: TensorInfo, first: number])[]): void {
    for (const { dataId } of [target, ...sources.map(([source]) => source)]) this.uploadToGPU(dataId);
    const { resource } = this.tensorMap.get(target.dataId);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    for (const [source, first] of sources) {
      const { buffer, offset, size } = this.placeOf(source.dataId);
      this.commandEncoder.copyBufferToBuffer(buffer, offset, resource as GPUBuffer, first * 4, size);
      this.commandQueueOwnedIds.add(source.dataId);
    }
    this.commandQueueOwnedIds.add(target.dataId);
    this.tensorMap.get(target.dataId).values = null;
  }

  override readSync(dataId: object): BackendValues {
    const data = this.tensorMap.get(dataId);
    if (data.values !== null && data.values !== undefined) return data.values;
    const bytes = this.bytesOf([dataId]);
    const values = tf.util.convertBackendValuesAndArrayBuffer(bytes, data.dtype);
    if (data.view === undefined) data.values = values; // a view's parent may be updated in place
    return values;
  }

  /** The first float of each tensor, in one wait for all. */
  readScalars(scalars: readonly TensorInfo[]): Float32Array {
    for (const { dataId } of scalars) this.uploadToGPU(dataId);
    return new Float32Array(this.bytesOf(scalars.map(({ dataId }) => dataId)));
  }

  override async read(dataId: object): Promise<BackendValues> {
    return this.readSync(dataId);
  }

  override recordAndSubmit(program: { constructor: { name: string } }, ...rest: unknown[]): void {
    countProgram(program.constructor.name);
    super.recordAndSubmit(program, ...rest);
  }

  override submitQueue(): void {
    counts.submits++;
    super.submitQueue();
  }

  override uploadToGPU(dataId: object): void {
    const data = this.tensorMap.get(dataId);
    const { resource, values } = data;
    if (!resource && values) counts.bytesUploaded += values.length * 4;
    super.uploadToGPU(dataId);
    if (data.dtype === "int32") data.values = values; // ids, which are few, are asked for again
  }

  override makeUniforms(fields: { data: number[] }[]): { size: number } {
    const uniforms = super.makeUniforms(fields);
    counts.bytesUploaded += uniforms.size;
    return uniforms;
  }

  private pipelineOf(program: Program): GPUComputePipeline {
    const known = this.pipelines.get(program.name);
    if (known !== undefined) return known;
    const arrays = [program.inputs, program.outputs].flatMap((each) => Object.keys(each)).length;
    checkLimits(program.name, arrays, program.workgroupSize, this.device.limits);
    const module = this.device.createShaderModule({ code: wgslOf(program), label: program.name });
    const pipeline = this.device.createComputePipeline({
      label: program.name,
      layout: "auto",
      compute: { module, entryPoint: "main" },
    });
    this.throwFailure();
    this.pipelines.set(program.name, pipeline);
    return pipeline;
  }

  /** A buffer with these bytes, given back when what is recorded now has been submitted. */
  private uniformsOf(bytes: ArrayBuffer): GPUBufferBinding {
    const { COPY_DST, UNIFORM } = GPUBufferUsage;
    const buffer = this.bufferManager.acquireBuffer(bytes.byteLength, COPY_DST | UNIFORM);
    this.queue.writeBuffer(buffer, 0, bytes);
    this.uniformPendingDisposal.push(buffer);
    counts.bytesUploaded += bytes.byteLength;
    return { buffer };
  }

  private placeOf(dataId: object): { buffer: GPUBuffer; offset: number; size: number } {
    const { resource, view, shape } = this.tensorMap.get(dataId);
    const size = tf.util.sizeFromShape(shape) * 4;
    return { buffer: resource as GPUBuffer, offset: view?.offset ?? 0, size };
  }

  /** What tensors hold, one after another, when the GPU has finished all it was given. */
  private bytesOf(dataIds: readonly object[]): ArrayBuffer {
    const { COPY_DST, MAP_READ } = GPUBufferUsage;
    const places = dataIds.map((dataId) => this.placeOf(dataId));
    const total = places.reduce((sum, { size }) => sum + size, 0);
    const staging = this.bufferManager.acquireBuffer(total, COPY_DST | MAP_READ);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    let at = 0;
    for (const { buffer, offset, size } of places) {
      this.commandEncoder.copyBufferToBuffer(buffer, offset, staging, at, size);
      at += size;
    }
    this.submitQueue();
    counts.readBacks++;
    this.throwFailure();
    const bytes = readBuffer(staging);
    this.throwFailure();
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
    for (const buffers of memory.freeBuffers.values()) {
      for (const buffer of buffers.splice(0)) {
        memory.numBytesAllocated -= buffer.size;
        memory.numFreeBuffers--;
        buffer.destroy();
      }
    }
  }
}
