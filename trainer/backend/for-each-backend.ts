import { existsSync } from "node:fs";
import { beforeAll, describe } from "vitest";
import { type BackendName, nativeBackendIsSetUp, useBackend } from "./tf.ts";
import { findAdapter } from "./webgpu/dawn.ts";

/** A Vulkan driver in software, which Debian packs with Chromium: what runs these tests where there is no GPU. */
const SWIFTSHADER = "/usr/lib/chromium/vk_swiftshader_icd.json";
if (existsSync(SWIFTSHADER)) process.env.VK_ADD_DRIVER_FILES ??= SWIFTSHADER;

/**
 * Backends on which numeric tests run here: plain JavaScript always, TensorFlow where `retort setup` has put it, WebGPU
 * where there is a Vulkan driver.
 */
export const testedBackends: BackendName[] = [
  "cpu",
  ...(nativeBackendIsSetUp() ? (["tensorflow"] as const) : []),
  ...((await findAdapter()) === undefined ? [] : (["webgpu"] as const)),
];

/** Those for tests that compute much: a Vulkan driver in software takes minutes for what others do in seconds. */
export const fastBackends = testedBackends.filter((name) => name !== "webgpu");

/** Runs the same tests once per backend available on this machine. */
export function forEachBackend(tests: (backend: BackendName) => void, backends = testedBackends): void {
  describe.each(backends)("on %s", (name) => {
    beforeAll(() => useBackend(name));
    tests(name);
  });
}
