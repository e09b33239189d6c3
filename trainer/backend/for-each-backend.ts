import { beforeAll, describe } from "vitest";
import { type BackendName, nativeBackendIsSetUp, useBackend } from "./tf.ts";

/** Backends on which numeric tests run here: plain JavaScript always, TensorFlow where `retort setup` has put it. */
export const testedBackends: BackendName[] = nativeBackendIsSetUp() ? ["cpu", "tensorflow"] : ["cpu"];

/** Runs the same tests once per backend available on this machine. */
export function forEachBackend(tests: (backend: BackendName) => void): void {
  describe.each(testedBackends)("on %s", (name) => {
    beforeAll(() => useBackend(name));
    tests(name);
  });
}
