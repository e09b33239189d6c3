/** Models that run in this browser, by the engine that the Worker runs, too. */
import type { LoadOptions, Model } from "../../packages/engine/src/index.ts";
import { NOT_FETCHED } from "../parts/broken.tsx";
import { folderOf, keptFetch } from "./kept-files.ts";

export interface Named {
  id: string;
  version: string;
  labels: string[];
  thresholds?: number[];
}

/** What open models may take together; the one that was asked longest ago goes first. */
const MOST_BYTES = 300e6;

const open = new Map<string, Promise<Model>>();
let bytes = 0;

/** The model, loaded once. Rejects with one sentence; a load that failed is tried again by the next that asks. */
export function modelHere(model: Named, onProgress?: LoadOptions["onProgress"]): Promise<Model> {
  const name = `${model.id}@${model.version}`;
  const known = open.get(name);
  if (known !== undefined) {
    open.delete(name); // and to the end: the order is that of use
    open.set(name, known);
    return known;
  }
  const loading = load(model, onProgress);
  open.set(name, loading);
  loading.then(
    (loaded) => makeRoom(name, loaded),
    () => open.delete(name),
  );
  return loading;
}

async function load(model: Named, onProgress: LoadOptions["onProgress"]): Promise<Model> {
  const { loadModel } = await import("../../packages/engine/src/browser.ts").catch(() => {
    throw new Error(NOT_FETCHED);
  });
  return loadModel(folderOf(model), { version: model.version, fetch: keptFetch, onProgress });
}

async function makeRoom(name: string, loaded: Model): Promise<void> {
  bytes += loaded.bytes;
  for (const [other, opened] of open) {
    if (bytes <= MOST_BYTES) return;
    if (other === name) continue;
    open.delete(other);
    const model = await opened;
    bytes -= model.bytes;
    model.release();
  }
}
