/// <reference lib="webworker" />
/**
 * Keeps the page for when there is no network: its own files and the list of models. While there is one everything comes from there,
 * so that nobody sees a page of yesterday. Models' files are kept by whoever loads them (ask/kept-files.ts).
 */
declare const self: ServiceWorkerGlobalScope;
/** All files of this build, put in by site/build.ts. */
declare const PAGE_FILES: readonly string[];

const CACHE = "retort-page";
/** One shell serves all views. */
const SHELL = "/";
const MODELS = "/v1/models";

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    const wanted = [SHELL, ...PAGE_FILES];
    await cache.addAll(wanted);
    await cache.add(MODELS).catch(() => {}); // which the page asked for before there was anyone to keep it; where it needs a key, it is not kept
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      if (!wanted.includes(pathname) && pathname !== MODELS) await cache.delete(url); // of an older build
    }
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isKept = PAGE_FILES.includes(pathname) || pathname === MODELS;
  // What somebody may read by a key is not kept for who comes next.
  const isOpen = !request.headers.has("authorization");
  if (request.mode === "navigate") event.respondWith(networkElse(request, SHELL, pathname === SHELL));
  else if (isKept) event.respondWith(networkElse(request, pathname, isOpen));
});

async function networkElse(request: Request, kept: string, isToBeKept: boolean): Promise<Response> {
  const cache = await caches.open(CACHE);
  const response = await fetch(request).catch((error: unknown) => error);
  if (response instanceof Response && response.ok) {
    if (isToBeKept) await cache.put(kept, response.clone()).catch(() => {}); // where there is no room, what was kept stays
    return response;
  }
  // A page that is older than the server asks for parts that only the cache has.
  const found = PAGE_FILES.includes(kept) || !(response instanceof Response) ? await cache.match(kept) : undefined;
  if (found !== undefined) return found;
  if (response instanceof Response) return response;
  throw response;
}
