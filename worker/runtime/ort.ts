/**
 * onnxruntime-web inside workerd.
 *
 * Only imported when a model asks for it, since most never do, and its wasm is most of the Worker's script.
 *
 * Two rules of the platform shape this file. Bytes may not be compiled at run time, so the `.wasm` is imported as a
 * module, precompiled when the Worker is deployed, and handed to the library when it asks for its bytes to be
 * instantiated. And there is one thread, hence one run at a time: the library's `run` keeps its arguments on the wasm
 * stack across awaits, and two of them interleaved would corrupt each other.
 */

import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { feedsOf, type GraphFace, numbersOf, partsOf } from "../../r2-assets/format/graph-face.ts";
import { GRAPH_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { joinLogits, outputsRead, SLOT_LOGITS } from "../../r2-assets/format/logits.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Session } from "./session.ts";
import { createTurns } from "./turns.ts";

const ortTurn = createTurns();
let memory: WebAssembly.Memory | undefined;

/** Bytes of the wasm heap, 0 before the first session. It never shrinks, so this is the high-water mark. */
export const wasmHeapBytes = () => memory?.buffer.byteLength ?? 0;

/**
 * Loads a graph with the weights it points into; `face`: how it is asked, where somebody else made it. All is copied into the wasm heap. Throws when
 * it is not usable.
 */
export function createOrtSession(files: Readonly<Record<string, Uint8Array>>, face?: GraphFace): Promise<Session> {
  const ofOurs = { graph: files[GRAPH_FILE]!, externalData: [{ path: WEIGHTS_FILE, data: files[WEIGHTS_FILE]! }] };
  return ortTurn(async () => {
    const { graph, externalData } = face === undefined ? ofOurs : partsOf(files, face);
    const { default: wasm } = await import("onnxruntime-web/ort-wasm-simd-threaded.wasm");
    const session = await withPrecompiledWasm(wasm, () =>
      InferenceSession.create(graph, {
        executionProviders: ["wasm"],
        externalData,
        // Prepacking keeps a second, reordered copy of matrices: 20 MB more heap for 42 MB of them, and little speed.
        extra: { session: { disable_prepacking: "1" } },
        logSeverityLevel: 3,
      }),
    );
    let released = false;
    return {
      run: (batch) =>
        ortTurn(async () =>
          released ? null : face === undefined ? run(session, batch) : runForeign(session, face, batch),
        ),
      release: () =>
        ortTurn(async () => {
          released = true;
          await session.release();
        }),
    };
  });
}

async function run(session: InferenceSession, batch: PaddedBatch): Promise<Float32Array> {
  const dims = [batch.batch, batch.length];
  const feeds: Record<string, Tensor> = {
    input_ids: int64(batch.inputIds, dims),
    attention_mask: int64(batch.attentionMask, dims),
    token_type_ids: int64(batch.tokenTypeIds, dims),
  };
  const { logits, [SLOT_LOGITS]: slots } = await session.run(feeds, outputsRead(session.outputNames));
  return joinLogits(batch, logits!.data as Float32Array, slots?.data as Float32Array | undefined);
}

async function runForeign(session: InferenceSession, face: GraphFace, batch: PaddedBatch): Promise<Float32Array> {
  const feeds = feedsOf(face, batch).map(({ name, type, values, dims }) => [name, new Tensor(type, values, dims)]);
  return numbersOf(face, await session.run(Object.fromEntries(feeds), face.outputs), batch.length);
}

const int64 = (values: Int32Array, dims: number[]) => new Tensor("int64", BigInt64Array.from(values, BigInt), dims);

env.wasm.numThreads = 1;
// Never read: it only keeps the library from fetching its wasm; see withPrecompiledWasm.
env.wasm.wasmBinary = new Uint8Array(4);

/**
 * Runs `work`, in which the library may instantiate its wasm: asked for bytes, the platform would refuse, so it gets
 * the precompiled module. Instantiating synchronously keeps the whole start free of waiting, so that no abort of the
 * request that happens to come first can leave the library half started.
 */
async function withPrecompiledWasm<T>(wasmModule: WebAssembly.Module, work: () => Promise<T>): Promise<T> {
  if (memory !== undefined) return work();
  const original = WebAssembly.instantiate;
  const instantiate = async (_bytes: BufferSource, imports: WebAssembly.Imports) => {
    const instance = new WebAssembly.Instance(wasmModule, imports);
    memory = findMemory(instance.exports) ?? Object.values(imports).map(findMemory).find(Boolean);
    return { instance, module: wasmModule };
  };
  WebAssembly.instantiate = instantiate as unknown as typeof WebAssembly.instantiate;
  try {
    return await work();
  } finally {
    WebAssembly.instantiate = original;
  }
}

const findMemory = (namespace: object): WebAssembly.Memory | undefined =>
  Object.values(namespace).find((value) => value instanceof WebAssembly.Memory);
