/** What lets the page work without a network: a service worker keeps the page, this keeps models, whose addresses have their versions. */

const MODELS = "models";

/** Of files that came in: whether they were kept. */
let keeping = [];

/** A cache, where the browser has any: only pages over https or from localhost have. */
const cache = async () => globalThis.caches?.open(MODELS);

/** As `fetch`; a file is kept as it comes in, and not asked for again. */
export async function keptFetch(url, init) {
  const kept = await cache();
  const known = await kept?.match(url);
  if (known !== undefined) return known;
  const response = await fetch(url, init);
  if (response.ok && kept !== undefined) {
    const copied = kept.put(url, response.clone());
    keeping.push(copied.then(() => true).catch(() => false)); // there is no room, or it was left half way
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

/** Whether page and model will be there without a network, else why not. */
export async function keepPage() {
  if (!isSecureContext) return { works: false, reason: "the page came neither over https nor from localhost" };
  if (navigator.serviceWorker === undefined)
    return { works: false, reason: "this browser has no service workers here" };
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await navigator.serviceWorker.ready;
    const kept = await Promise.all(keeping);
    keeping = [];
    return kept.includes(false) ? { works: false, reason: "the browser has no room for the model" } : { works: true };
  } catch (error) {
    return { works: false, reason: error.message };
  }
}
