/**
 * A thread in which a graph is opened and run by the library that serves it. Of its own, so that the heap is this graph's alone and can be
 * measured, and so that one which makes the library abort ends nothing else. Told runs, it says what came of each.
 */
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { graphApart } from "../../../r2-assets/format/graph-apart.ts";
import type { Feed } from "../../../r2-assets/format/graph-face.ts";
import { GRAPH_FILE } from "../../../r2-assets/format/keys.ts";
import type { RunResult, TrialGraph, TrialState } from "./trial.ts";

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

const { openSession } = await import("../../artefact/ort-session.ts"); // behind the hook above
const { Tensor } = await import("onnxruntime-web/wasm");

const { graph: path, external, asServed } = workerData as TrialGraph;
const graph = await readFile(path);
const data = await Promise.all(
  external.map(async (each) => ({ path: each.location, data: await readFile(each.path) })),
);
const opening = asServed
  ? openSession(graphApart(graph, GRAPH_FILE), [{ path: GRAPH_FILE, data: graph }, ...data])
  : openSession(graph, data);
const session = await opening.catch((error: Error) => error);
const state: TrialState = session instanceof Error ? { kind: "failed", reason: session.message } : { kind: "open" };
parentPort!.postMessage(state);

parentPort!.on("message", async (runs: readonly Feed[][]) => {
  const results: RunResult[] = [];
  for (const feeds of runs) results.push(await run(feeds));
  parentPort!.postMessage({ results, heapBytes: heap() - emptyBytes });
});

async function run(feeds: readonly Feed[]): Promise<RunResult> {
  if (session instanceof Error) return { kind: "failed", reason: session.message };
  try {
    const given = await session.run(Object.fromEntries(feeds.map((feed) => [feed.name, tensorOf(feed)])));
    const outputs = Object.entries(given).map(([name, { type, dims, data }]) => [
      name,
      { type, dims: [...dims], data },
    ]);
    return { kind: "ran", outputs: Object.fromEntries(outputs) };
  } catch (error) {
    return { kind: "failed", reason: (error as Error).message };
  }
}

function tensorOf(feed: Feed) {
  return feed.type === "int32"
    ? new Tensor("int32", feed.values, feed.dims)
    : new Tensor("int64", feed.values, feed.dims);
}
