/** What lets the page work without a network: a service worker keeps the page, this keeps models, whose addresses have their versions. */

const MODELS = "models";

/** Files of a model. */
const FILES = ["card.json", "tokenizer.json", "weights.safetensors"];

/** What is still being kept. */
const keeping = new Set();

/** A cache, where the browser has any: only pages over https or from localhost have. */
const cache = async () => globalThis.caches?.open(MODELS);

/** As `fetch`; a file is kept as it comes in, and not asked for again. */
export async function keptFetch(url, init) {
  const kept = await cache();
  const known = await kept?.match(url);
  if (known !== undefined) return known;
  const response = await fetch(url, init);
  if (response.ok && kept !== undefined) {
    const copied = kept.put(url, response.clone()).catch(() => {}); // there is no room, or it was left half way
    keeping.add(copied);
    copied.finally(() => keeping.delete(copied));
  }
  return response;
}

const forgetWhere = async (is) => {
  const kept = await cache();
  for (const request of (await kept?.keys()) ?? []) if (is(request.url)) await kept.delete(request);
};
const inFolder = (folder) => (url) => url.startsWith(new URL(folder, location.href).href);

export const keptModels = {
  forget: (folder) => forgetWhere(inFolder(folder)),
  forgetAllBut: (folders) => forgetWhere((url) => !folders.some((folder) => inFolder(folder)(url))),
};

async function isKept(folder) {
  await Promise.all(keeping);
  const kept = await cache();
  const found = await Promise.all(FILES.map((name) => kept.match(new URL(folder + name, location.href))));
  return !found.includes(undefined);
}

/** Whether page and model will be there without a network, else why not. */
export async function keepForOffline(folder) {
  if (!isSecureContext) return { works: false, reason: "the page came neither over https nor from localhost" };
  if (navigator.serviceWorker === undefined)
    return { works: false, reason: "this browser has no service workers here" };
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await navigator.serviceWorker.ready;
    return (await isKept(folder)) ? { works: true } : { works: false, reason: "the browser has no room for the model" };
  } catch (error) {
    return { works: false, reason: error.message };
  }
}
