/** Keeps the page: from the network while there is one, else as it last came. */
const PAGE = "page";
const FILES = [
  ...["./", "page.css", "page.js", "show-answer.js", "offline.js", "models.json"],
  ...["browser.js", "shared.js", "relaxed.wasm", "plain.wasm"].map((name) => `engine/${name}`),
];
const addresses = FILES.map((name) => new URL(name, self.registration.scope).href);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGE).then((cache) => cache.addAll(FILES)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (addresses.includes(event.request.url)) event.respondWith(fromNetworkElseKept(event.request));
});

async function fromNetworkElseKept(request) {
  const cache = await caches.open(PAGE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept === undefined) throw error;
    return kept;
  }
}
