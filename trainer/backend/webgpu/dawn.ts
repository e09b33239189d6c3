/**
 * Dawn, Chromium's WebGPU, from npm's `webgpu`: a device, and a way to wait for it.
 *
 * Dawn completes what it has promised in a tick that it hands to `setImmediate`, over and over as long as a device
 * lives. Here the tick is kept instead, and run when something is waited for: so a tensor can be read synchronously,
 * which WebGPU itself does not offer, and a process with nothing left to do ends.
 */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type * as Webgpu from "webgpu";
import { DEVICE_LOST } from "./failures.ts";

const require = createRequire(import.meta.url);

let gpu: GPU | undefined;

/**
 * WebGPU's entry point, with its globals (`GPUBufferUsage`, …) defined. `RETORT_DAWN` names a `dawn.node` to take
 * where there is no node_modules. Throws when it does not load.
 */
export function loadDawn(): GPU {
  if (gpu !== undefined) return gpu;
  const carried = process.env.RETORT_DAWN;
  const { create, globals }: typeof Webgpu = require(carried === undefined ? "webgpu" : resolve(carried));
  Object.assign(globalThis, globals);
  gpu = create([]);
  return gpu;
}

/** A GPU that can be used here, a software one included; undefined where there is none. */
export async function findAdapter(): Promise<GPUAdapter | undefined> {
  const dawn = loadDawn();
  return (await settled(() => dawn.requestAdapter({ powerPreference: "high-performance" }))) ?? undefined;
}

/** A device with all the room its adapter has: WebGPU's defaults end at buffers of 128 MiB. */
export function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const limits = [
    "maxBufferSize",
    "maxStorageBufferBindingSize",
    "maxComputeWorkgroupStorageSize",
    "maxComputeInvocationsPerWorkgroup",
    "maxComputeWorkgroupSizeX",
    "maxComputeWorkgroupsPerDimension",
    "maxStorageBuffersPerShaderStage",
  ] as const;
  const requiredLimits = Object.fromEntries(limits.map((name) => [name, adapter.limits[name]]));
  return settled(() => adapter.requestDevice({ requiredLimits }));
}

/** What a buffer made for reading holds, once the GPU has finished with it. Throws when the device is lost. */
export function readBuffer(buffer: GPUBuffer): ArrayBuffer {
  let reason: unknown;
  keepingTick(() => buffer.mapAsync(GPUMapMode.READ)).catch((error: unknown) => {
    reason = error;
  });
  for (; buffer.mapState === "pending"; runTick()) Atomics.wait(nobody, 0, 0, 0.1); // leaves the core to the driver
  if (buffer.mapState !== "mapped") {
    if (tick !== undefined) runTick(); // Dawn aborts a process that ends before a promise of its own has
    throw new Error(DEVICE_LOST, { cause: reason });
  }
  const copy = buffer.getMappedRange().slice(0);
  buffer.unmap();
  return copy;
}

const nobody = new Int32Array(new SharedArrayBuffer(4)); // wakes no one: waiting on it is sleeping

let tick: (() => void) | undefined;

/** Runs `call`, keeping what Dawn hands to `setImmediate` meanwhile. */
function keepingTick<T>(call: () => T): T {
  const scheduler = globalThis.setImmediate;
  globalThis.setImmediate = ((callback: () => void) => {
    tick = callback;
  }) as unknown as typeof setImmediate;
  try {
    return call();
  } finally {
    globalThis.setImmediate = scheduler;
  }
}

/** Has Dawn ask the driver what is finished. */
function runTick(): void {
  const run = tick;
  if (run === undefined)
    throw new Error("Dawn has no tick to wait with: is this the version of `webgpu` in package.json?");
  tick = undefined;
  keepingTick(run);
}

/** What Dawn promises, with the ticks it needs to keep the promise. */
async function settled<T>(call: () => Promise<T>): Promise<T> {
  const promise = keepingTick(call);
  let pending = true;
  const settle = () => {
    pending = false;
  };
  promise.then(settle, settle);
  for (await nextTurn(); pending; await nextTurn()) runTick();
  return promise;
}
