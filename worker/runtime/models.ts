/** From a model's name to a model that answers: registry, loading, and what stays warm in this isolate. */

import { cardMisfit, openTokenizer } from "../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { type Damaged, damaged } from "../../r2-assets/format/damaged.ts";
import { TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { ModelRef, parseModelRef, type Storage } from "../../r2-assets/format/names.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Env } from "../env.ts";
import { type ModelStore, modelStore } from "../storage/model-store.ts";
import type { LoadedModel, LoadedModelLookup } from "./loaded-model.ts";
import { createOrtSession, type OrtSession } from "./ort.ts";
import { createSharedLoads } from "./shared-loads.ts";
import { createTurns } from "./turns.ts";
import { Warm } from "./warm.ts";

/**
 * Estimated wasm heap of all warm sessions together. An isolate has 128 MB; the empty heap takes 17, activations up to
 * 15, the script and its JavaScript objects (vocabularies above all) the rest. The heap never shrinks, but what an
 * evicted session held is used again by the next, so a bound on the living bounds the high-water mark: about 96 MB.
 */
const WARM_BYTES = 64 * 2 ** 20;

/**
 * Heap that a session takes for each byte of its weights. Measured with a BERT of 6 x 384 in onnxruntime-web 1.30,
 * prepacking off: 0.95 (F32), 1.4 (F16, whose small tensors are widened at once), 0.9 (I8); and some room.
 */
const HEAP_PER_BYTE: Record<Storage, number> = { f32: 1.1, f16: 1.6, i8: 1.1 };

/**
 * And beside them: nodes, and matrices that onnxruntime unfolds to floats when it loads, as a BiLSTM's and small factors. Beside 1.1
 * bytes a byte twelve to twenty sessions of one model took 2.1 MB each (kronecker, 19x), 1.9 (svd), 2.3 (BiLSTM), 4.4 (kronecker,
 * 7.5x), to some tenths, since the heap grows by fifths: `node bench/memory/heap.ts FOLDER FOLDER …`.
 */
const HEAP_PER_SESSION = 4.5e6;

const WAIT_MS = 10_000;

interface WarmModel {
  model: LoadedModel;
  session: OrtSession;
}

const warm = new Warm<WarmModel>(WARM_BYTES, ({ session }) => session.release());
const shareLoad = createSharedLoads<WarmModel | Damaged>({ waitMs: WAIT_MS, abandonMs: 30_000 });

/** Stores by bucket: their memory of manifest and cards serves all requests of the isolate. */
const stores = new WeakMap<R2Bucket, ModelStore>();

export function modelStoreOf(env: Env): ModelStore {
  const store = stores.get(env.BUCKET) ?? modelStore(env.BUCKET);
  stores.set(env.BUCKET, store);
  return store;
}

/** The model named `id` or `id@version`, loaded. Concurrent first requests share one load and wait for it. */
export async function getModel(env: Env, ref: string): Promise<LoadedModelLookup> {
  const store = modelStoreOf(env);
  if (!ModelRef.safeParse(ref).success) return { kind: "missing" };
  const { id, version } = parseModelRef(ref);
  const lookup = await store.card(id, version);
  if (lookup.kind === "missing") return lookup;
  if (lookup.kind === "damaged") return { kind: "damaged", detail: `${lookup.reason}.` };

  const loaded = await warmModel(store, id, lookup.version);
  switch (loaded.kind) {
    case "found":
      return { kind: "found", model: loaded.model };
    case "missing":
      return loaded;
    case "damaged":
      return { kind: "damaged", detail: `${loaded.reason}.` };
    case "loading":
      return { kind: "loading", retryAfterSeconds: 5 };
  }
}

type WarmLookup = ({ kind: "found" } & WarmModel) | { kind: "missing" } | { kind: "loading" } | Damaged;

async function warmModel(store: ModelStore, id: string, version: string): Promise<WarmLookup> {
  const key = `${id}@${version}`;
  const present = warm.get(key);
  if (present !== undefined) return { kind: "found", ...present };
  const load = await shareLoad(key, () => loadModel(store, id, version));
  if (load.kind === "waiting") return { kind: "loading" };
  return "kind" in load.value ? load.value : { kind: "found", ...load.value };
}

/** Loads one model after another: two at once would hold both files and overshoot the budget together. */
const loadTurn = createTurns();

const loadModel = (store: ModelStore, id: string, version: string): Promise<WarmModel | Damaged> =>
  loadTurn(async () => {
    const key = `${id}@${version}`;
    const stored = await store.get(id, version);
    if (stored.kind === "missing") return damaged(`${key} left the manifest while it was loaded`);
    if (stored.kind === "damaged") return stored;
    const { card, files } = stored;
    const opened = tokenizerOf(card, files[TOKENIZER_FILE]);
    if (opened.kind === "unusable") return damaged(`${key} cannot be asked: ${opened.reason}`);
    const { tokenizer } = opened;

    const cost = files[WEIGHTS_FILE].byteLength * HEAP_PER_BYTE[card.storage] + HEAP_PER_SESSION;
    await warm.makeRoom(cost);
    const session = await createOrtSession(files);
    const loaded: WarmModel = { model: { id, version, card, tokenizer, runtime: "ort", run }, session };
    warm.set(key, loaded, cost);
    return loaded;

    /** Runs on the warm session; it may have been evicted since this model was handed out, and then it is loaded again. */
    async function run(batch: PaddedBatch): Promise<Float32Array> {
      for (;;) {
        const current = await warmModel(store, id, version);
        if (current.kind !== "found")
          throw new Error(`${key} was evicted and could not be loaded again: ${current.kind}`);
        const logits = await current.session.run(batch);
        if (logits !== null) return logits;
      }
    }
  });

/** Models of one family have the same vocabulary, some megabytes of JavaScript objects: they share one tokenizer. */
function tokenizerOf(card: Card, bytes: Uint8Array): ReturnType<typeof openTokenizer> {
  const digest = card.files[TOKENIZER_FILE]!.sha256;
  const twin = warm
    .values()
    .find(
      ({ model }) => model.card.files[TOKENIZER_FILE]!.sha256 === digest && model.card.max_length === card.max_length,
    );
  if (twin === undefined) return openTokenizer(card, bytes);
  const { tokenizer } = twin.model;
  const reason = cardMisfit(card, tokenizer);
  return reason === undefined ? { kind: "tokenizer", tokenizer } : { kind: "unusable", reason };
}
