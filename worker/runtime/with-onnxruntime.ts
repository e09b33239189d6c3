/**
 * `#onnxruntime` of package.json: this deployment has onnxruntime, whose 14 MB of wasm nobody waits for until a model asks for them.
 * A deployment without takes `without-onnxruntime.ts` in its place (`npm run deploy:lean`).
 */
export const onnxruntime: (() => Promise<typeof import("./ort.ts")>) | null = () => import("./ort.ts");
