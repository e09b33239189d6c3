/** From a model's name to a model that answers: registry, loading, and what stays warm in this isolate. */

import { onnxruntime } from "#onnxruntime";
import { cardMisfit, openTokenizer } from "../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { type Damaged, damaged } from "../../r2-assets/format/damaged.ts";
import { faceOf } from "../../r2-assets/format/graph-face.ts";
import { TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { ModelRef, parseModelRef, type Runtime, type Storage } from "../../r2-assets/format/names.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Env } from "../env.ts";
import { type ModelStore, modelStore } from "../storage/model-store.ts";
import { engineLacks } from "./engine/engine-lacks.ts";
import { EngineError, NoRoom } from "./engine/memory.ts";
import { prepareEngineSession } from "./engine-session.ts";
import type { LoadedModel, LoadedModelLookup } from "./loaded-model.ts";
import { BUDGETS } from "./own-budgets.ts";
import { Busy } from "./refusals.ts";
import { RUNTIMES, runtimesFor } from "./runtimes.ts";
import type { Pauses, Session } from "./session.ts";
import { createSharedLoads } from "./shared-loads.ts";
import { createTurns } from "./turns.ts";
import { Warm } from "./warm.ts";
import { withRoom } from "./with-room.ts";

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
  session: Session;
}

const warmIn = (bytes: number) => new Warm<WarmModel>(bytes, ({ session }) => session.release());
const warm: Record<Runtime, Warm<WarmModel>> = { engine: warmIn(BUDGETS.warm.engine), ort: warmIn(BUDGETS.warm.ort) };

/** How many models are warm on each runtime now. */
export const warmModels = (): Record<Runtime, number> => ({
  engine: warm.engine.values().length,
  ort: warm.ort.values().length,
});

interface Unsupported {
  kind: "unsupported";
  detail: string;
}

/** The engine's memory is full of what others hold for the moment. */
interface Crowded {
  kind: "crowded";
}

const shareLoad = createSharedLoads<WarmModel | Damaged | Unsupported | Crowded>({
  waitMs: WAIT_MS,
  abandonMs: 30_000,
});

/** Stores by bucket: their memory of manifest and cards serves all requests of the isolate. */
const stores = new WeakMap<R2Bucket, ModelStore>();

export function modelStoreOf(env: Env): ModelStore {
  const store = stores.get(env.BUCKET) ?? modelStore(env.BUCKET);
  stores.set(env.BUCKET, store);
  return store;
}

/**
 * The model named `id` or `id@version`, loaded: on `runtime`, or else on the first of `RUNTIMES` that can run it. Concurrent first requests share
 * one load and wait for it.
 */
export async function getModel(env: Env, ref: string, runtime?: Runtime): Promise<LoadedModelLookup> {
  const store = modelStoreOf(env);
  if (!ModelRef.safeParse(ref).success) return { kind: "missing" };
  const { id, version } = parseModelRef(ref);
  const lookup = await store.card(id, version);
  if (lookup.kind === "missing") return lookup;
  if (lookup.kind === "damaged") return { kind: "damaged", detail: `${lookup.reason}.` };

  const known = runtimesFor(lookup.card);
  const [first = RUNTIMES[0], ...others] = runtime === undefined ? known : [runtime];
  const detail = unfitFor(first, lookup.card);
  if (detail !== undefined) return { kind: "unsupported", detail };
  let loaded = await warmModel(store, id, lookup.version, first);
  for (const other of others)
    if (loaded.kind === "unsupported") loaded = await warmModel(store, id, lookup.version, other);
  switch (loaded.kind) {
    case "found":
      return { kind: "found", model: loaded.model };
    case "missing":
    case "unsupported":
      return loaded;
    case "damaged":
      return { kind: "damaged", detail: `${loaded.reason}.` };
    case "loading":
    case "crowded": // another runtime would answer, but not the same
      return { kind: "loading", retryAfterSeconds: 5 };
  }
}

type WarmLookup =
  | ({ kind: "found" } & WarmModel)
  | { kind: "missing" }
  | { kind: "loading" }
  | Damaged
  | Unsupported
  | Crowded;

/** What a runtime can never run, so that nothing is read again only to find that out. A version never changes. */
const refused = new Map<string, Unsupported>();

async function warmModel(store: ModelStore, id: string, version: string, runtime: Runtime): Promise<WarmLookup> {
  const key = `${id}@${version}`;
  const present = warm[runtime].get(key);
  if (present !== undefined) return { kind: "found", ...present };
  const refusal = refused.get(`${key} ${runtime}`);
  if (refusal !== undefined) return refusal;
  const load = await shareLoad(`${key} ${runtime}`, () => loadModel(store, id, version, runtime));
  if (load.kind === "waiting") return { kind: "loading" };
  return "kind" in load.value ? load.value : { kind: "found", ...load.value };
}

/** Loads one model after another: two at once would hold both files and overshoot the budget together. */
const loadTurn = createTurns();

const loadModel = (
  store: ModelStore,
  id: string,
  version: string,
  runtime: Runtime,
): Promise<WarmModel | Damaged | Unsupported | Crowded> =>
  loadTurn(async () => {
    const key = `${id}@${version}`;
    const stored = await store.get(id, version);
    if (stored.kind === "missing") return damaged(`${key} left the manifest while it was loaded`);
    if (stored.kind === "damaged") return stored;
    const { card, files } = stored;
    const opened = tokenizerOf(card, files[TOKENIZER_FILE]!);
    if (opened.kind === "unusable") return damaged(`${key} cannot be asked: ${opened.reason}`);
    const { tokenizer } = opened;

    const opening = await openOn(runtime, card, files);
    if (opening.kind === "unsupported") refused.set(`${key} ${runtime}`, opening);
    if (opening.kind !== "open") return opening;
    const { session, cost } = opening;
    const loaded: WarmModel = { model: { id, version, card, tokenizer, runtime, run }, session };
    warm[runtime].set(key, loaded, cost);
    return loaded;

    /**
     * Runs on the warm session; it may have been evicted since this model was handed out, or amid its run, and then it is loaded again. Begun
     * anew, it makes no pauses: two models that don't fit together would evict each other in each, and neither come to an end.
     */
    async function run(batch: PaddedBatch, pauses?: Pauses): Promise<Float32Array> {
      let evicted = false;
      for (;;) {
        const current = await warmModel(store, id, version, runtime);
        if (current.kind === "crowded" || current.kind === "loading")
          throw new Busy(`${key} made way for other models, and there is no room for it yet`, 5);
        if (current.kind !== "found")
          throw new Error(`${key} was evicted and could not be loaded again: ${current.kind}`);
        const logits = await withRoom(warm.engine, () => current.session.run(batch, evicted ? undefined : pauses), key);
        if (logits !== null) return logits;
        evicted = true;
      }
    }
  });

/** A session on a runtime, once there is room for it among what is warm there. */
async function openOn(
  runtime: Runtime,
  card: Card,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<{ kind: "open"; session: Session; cost: number } | Unsupported | Crowded> {
  if (runtime === "ort") {
    if (onnxruntime === null) return { kind: "unsupported", detail: "this deployment has no onnxruntime" };
    const cost = heapOf(card);
    await warm.ort.makeRoom(cost);
    const { createOrtSession } = await onnxruntime();
    return { kind: "open", session: await createOrtSession(files, faceOf(card.architecture)), cost };
  }
  try {
    const { bytes, open } = prepareEngineSession(card, files[WEIGHTS_FILE] ?? new Uint8Array());
    await warm.engine.makeRoom(bytes);
    return { kind: "open", session: await withRoom(warm.engine, open), cost: bytes };
  } catch (error) {
    if (error instanceof Busy || error instanceof NoRoom) return { kind: "crowded" }; // it may have room another time
    if (error instanceof EngineError) return { kind: "unsupported", detail: error.message };
    throw error;
  }
}

/** Why a model that only onnxruntime runs cannot run on a runtime here, told before its files are read, of which memory may have no room. */
function unfitFor(runtime: Runtime, card: Card): string | undefined {
  const { architecture } = card;
  const lacking = engineLacks(architecture);
  if (runtime === "engine") return lacking;
  const most = BUDGETS.engine; // onnxruntime's heap has as much
  const needed = architecture.kind === "onnx" ? architecture.heap_bytes : heapOf(card);
  if (lacking === undefined || needed <= most) return undefined;
  const about = architecture.kind === "onnx" ? "" : "about ";
  return `it takes ${about}${mebibytes(needed)} MiB of onnxruntime's heap, and models have ${mebibytes(most)} here`;
}

/**
 * Estimated; of a graph that somebody else made what was measured when it was imported, where that is more: an empty heap has room for a small one,
 * but not for many.
 */
function heapOf({ architecture, bytes, storage }: Card): number {
  const estimated = bytes * HEAP_PER_BYTE[storage] + HEAP_PER_SESSION;
  return architecture.kind === "onnx" ? Math.max(estimated, architecture.heap_bytes) : estimated;
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);

/** Models of one family have the same vocabulary, some megabytes of JavaScript objects: they share one tokenizer. */
function tokenizerOf(card: Card, bytes: Uint8Array): ReturnType<typeof openTokenizer> {
  const digest = card.files[TOKENIZER_FILE]!.sha256;
  const twin = [...warm.ort.values(), ...warm.engine.values()].find(
    ({ model }) => model.card.files[TOKENIZER_FILE]!.sha256 === digest && model.card.max_length === card.max_length,
  );
  if (twin === undefined) return openTokenizer(card, bytes);
  const { tokenizer } = twin.model;
  const reason = cardMisfit(card, tokenizer);
  return reason === undefined ? { kind: "tokenizer", tokenizer } : { kind: "unusable", reason };
}
