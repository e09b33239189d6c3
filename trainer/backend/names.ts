/** What can compute a training. Apart from `tf.ts`, so that recipes are read without tfjs. */
export const BACKENDS = ["tensorflow", "webgpu", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];
