/**
 * What models take of an isolate's memory: the wasm heap of onnxruntime-web, which holds weights and activations and
 * never shrinks, after loading each model in turn and after runs of growing length. The same wasm and the same session
 * settings as the Worker's, in Node; an isolate adds its script (15 MB unpacked) and the tokenizer's objects.
 *
 *     node bench/memory/heap.ts r2-assets/models/sst2-teacher r2-assets/models/sst2-pkd-skip
 */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** The part of WebAssembly's interface used here; Node's types leave it to the DOM's. */
interface Wasm {
  Memory: new () => { buffer: ArrayBuffer };
  instantiate(source: unknown, imports: Record<string, object>): Promise<{ instance: { exports: object } }>;
}
const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
let memory: { buffer: ArrayBuffer } | undefined;
const instantiate = wasm.instantiate;
wasm.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  const spaces = [result.instance.exports, ...Object.values(imports)];
  memory = spaces.flatMap((space) => Object.values(space)).find((value) => value instanceof wasm.Memory);
  return result;
};

const { openOrtSession } = await import("../../cli/artefact/ort-session.ts"); // after the hook above
const heapMb = () => Number(((memory?.buffer.byteLength ?? 0) / 2 ** 20).toFixed(1));

const loaded: string[] = [];
for (const folder of process.argv.slice(2)) {
  const [graph, weights] = await Promise.all(
    ["model.onnx", "weights.safetensors"].map((name) => readFile(join(folder, name))),
  );
  const session = await openOrtSession(graph, weights);
  loaded.push(basename(folder));
  const after_load_mb = heapMb();
  const after_run_mb: Record<string, number> = {};
  for (const length of [32, 128]) {
    const ids = new Int32Array(length).fill(1000);
    const zeros = new Int32Array(length);
    await session.run({ inputIds: ids, attentionMask: ids.map(() => 1), tokenTypeIds: zeros, batch: 1, length });
    after_run_mb[`1x${length}`] = heapMb();
  }
  console.log(JSON.stringify({ loaded: [...loaded], weights_mb: weights.length / 1e6, after_load_mb, after_run_mb }));
}
