/** Files of models, kept by this browser so that they are fetched once and are there without a network: their addresses have versions. */
import { keyOfTab } from "../api/key.ts";

const CACHE = "retort-models";

/** Pages over https or from localhost have a cache, others none. */
const cache = async () => globalThis.caches?.open(CACHE);

export const folderOf = ({ id, version }: { id: string; version: string }): string =>
  new URL(`/v1/models/${id}@${version}/files/`, location.origin).href;

/**
 * As `fetch`, with this tab's key; a file is kept as it comes in, and not asked for again. What the server gives to those with a key alone
 * is not kept for who comes next.
 */
export async function keptFetch(url: string, init: { signal: AbortSignal }): Promise<Response> {
  const kept = await cache();
  const known = await kept?.match(url);
  if (known !== undefined) return known;
  const key = keyOfTab();
  const response = await fetch(url, { ...init, ...(key !== null && { headers: { authorization: `Bearer ${key}` } }) });
  const isOpen = response.ok && !response.headers.get("cache-control")?.includes("private");
  // Not waited for, since who loads it watches it come. Where there is no room, or the load is left half way, it is fetched anew another time.
  if (isOpen) kept?.put(url, response.clone()).catch(() => {});
  return response;
}

/** Whether the page itself and its list of models are kept (offline/service-worker.ts): else kept models are of no use. */
export async function pageIsKept(): Promise<boolean> {
  const found = await Promise.all(["/", "/v1/models"].map((path) => globalThis.caches?.match(path)));
  return !found.includes(undefined);
}

/** Whether all of a model's files are kept. */
export async function isKept(model: { id: string; version: string }): Promise<boolean> {
  const kept = await cache();
  if (kept === undefined) return false;
  const names = ["card.json", "tokenizer.json", "weights.safetensors"];
  const found = await Promise.all(names.map((name) => kept.match(folderOf(model) + name)));
  return !found.includes(undefined);
}

/** Forgets files of versions that are not among these. */
export async function forgetAllBut(models: readonly { id: string; version: string }[]): Promise<void> {
  const kept = await cache();
  const folders = models.map(folderOf);
  for (const request of (await kept?.keys()) ?? [])
    if (!folders.some((folder) => request.url.startsWith(folder))) await kept!.delete(request);
}
