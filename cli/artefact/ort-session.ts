/** onnxruntime-web in Node: the same library and the same settings as the worker's. */
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { feedsOf, type GraphFace, numbersOf, partsOf } from "../../r2-assets/format/graph-face.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { joinLogits, outputsRead, SLOT_LOGITS } from "../../r2-assets/format/logits.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";

export interface OrtSession {
  /** Logits, row-major `[batch, labels]`, without pooling `[batch, length, labels]`; with slots as `joinLogits` has them. */
  run(batch: PaddedBatch): Promise<Float32Array>;
  close(): Promise<void>;
}

env.wasm.numThreads = 1; // as in the worker, where there are no threads

/** Loads a graph of our own with the weights it points into. Throws when onnxruntime refuses them. */
export async function openOrtSession(graph: Uint8Array, weights: Uint8Array): Promise<OrtSession> {
  const session = await openSession(graph, [{ path: WEIGHTS_FILE, data: weights }]);
  return {
    async run({ inputIds, attentionMask, tokenTypeIds, batch, length }) {
      const int64 = (values: Int32Array) => new Tensor("int64", BigInt64Array.from(values, BigInt), [batch, length]);
      const feeds = {
        input_ids: int64(inputIds),
        attention_mask: int64(attentionMask),
        token_type_ids: int64(tokenTypeIds),
      };
      const { logits, [SLOT_LOGITS]: slots } = await session.run(feeds, outputsRead(session.outputNames));
      return joinLogits({ batch }, logits!.data as Float32Array, slots?.data as Float32Array | undefined);
    },
    close: () => session.release(),
  };
}

/** The same of a graph that somebody else made; `files` by name. */
export async function openForeignSession(
  files: Readonly<Record<string, Uint8Array>>,
  face: GraphFace,
): Promise<OrtSession> {
  const { graph, externalData } = partsOf(files, face);
  const session = await openSession(graph, externalData);
  return {
    async run(batch) {
      const feeds = feedsOf(face, batch).map(({ name, type, values, dims }) => [name, new Tensor(type, values, dims)]);
      return numbersOf(face, await session.run(Object.fromEntries(feeds), face.outputs), batch.length);
    },
    close: () => session.release(),
  };
}

/** With the worker's settings. `externalData`: what the graph calls its other files. Throws when onnxruntime refuses them. */
export const openSession = (
  graph: Uint8Array,
  externalData: { path: string; data: Uint8Array }[],
): Promise<InferenceSession> =>
  InferenceSession.create(graph, {
    executionProviders: ["wasm"],
    externalData,
    extra: { session: { disable_prepacking: "1" } },
    logSeverityLevel: 3,
  });
