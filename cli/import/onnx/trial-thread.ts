/**
 * A thread in which a graph is opened and run by the library that serves it. Of its own, so that the heap is this graph's alone and can be
 * measured, and so that one which makes the library abort ends nothing else.
 */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Feed } from "../../../r2-assets/format/graph-face.ts";
import type { TrialResult, TrialTask } from "./trial.ts";

/** The part of WebAssembly's interface used here; Node's types leave it to the DOM's. */
interface Wasm {
  Memory: new () => { buffer: ArrayBuffer };
  instantiate(source: unknown, imports: Record<string, object>): Promise<{ instance: { exports: object } }>;
}

const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
const instantiate = wasm.instantiate;
let heap = () => 0;
let emptyBytes = 0;
wasm.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  const spaces = [result.instance.exports, ...Object.values(imports)];
  const memory = spaces.flatMap((space) => Object.values(space)).find((value) => value instanceof wasm.Memory)!;
  heap = () => memory.buffer.byteLength;
  emptyBytes = heap();
  return result;
};

parentPort!.postMessage(await trial(workerData as TrialTask));

async function trial({ graph, external, runs }: TrialTask): Promise<TrialResult> {
  const { openSession } = await import("../../artefact/ort-session.ts"); // behind the hook above
  const { Tensor } = await import("onnxruntime-web/wasm");
  try {
    const [bytes, ...others] = await Promise.all(
      [graph, ...external.map(({ path }) => path)].map((path) => readFile(path)),
    );
    const session = await openSession(
      bytes!,
      external.map(({ location }, i) => ({ path: location, data: others[i]! })),
    );
    const tensorOf = (feed: Feed) =>
      feed.type === "int32" ? new Tensor("int32", feed.values, feed.dims) : new Tensor("int64", feed.values, feed.dims);
    const results: TrialResult["runs"] = [];
    for (const feeds of runs) {
      try {
        const given = await session.run(Object.fromEntries(feeds.map((feed) => [feed.name, tensorOf(feed)])));
        const outputs = Object.entries(given).map(([name, { type, dims, data }]) => [
          name,
          { type, dims: [...dims], data },
        ]);
        results.push({ kind: "ran", outputs: Object.fromEntries(outputs) });
      } catch (error) {
        results.push({ kind: "failed", reason: (error as Error).message });
      }
    }
    return { opened: true, runs: results, heapBytes: heap() - emptyBytes };
  } catch (error) {
    return { opened: false, reason: (error as Error).message, runs: [], heapBytes: 0 };
  }
}
