/** Whether this works without a network. */
import { useEffect } from "preact/hooks";
import { keyOfTab } from "../../api/key.ts";
import { forgetAllBut } from "../../ask/kept-files.ts";
import type { Family } from "./families.ts";
import { type Kept, namesOf } from "./use-kept.ts";

interface Props {
  families: readonly Family[];
  kept: Kept | null;
}

export function Offline({ families, kept }: Props) {
  // Only who wants models here wants the page here.
  useEffect(() => {
    navigator.serviceWorker?.register("/service-worker.js").catch(() => {}); // then the page is told as not kept
  }, []);
  const served = families.flatMap((family) => family.models);
  const servedNames = namesOf(served);
  useEffect(() => {
    if (navigator.onLine) forgetAllBut(served);
  }, [servedNames]);
  if (globalThis.caches === undefined || navigator.serviceWorker === undefined)
    return <p class="quiet">This browser keeps nothing of a page that came neither over https nor from localhost.</p>;
  if (kept === null) return null;
  const missing = [...(kept.page ? [] : ["the page"]), ...kept.missing.map(({ id }) => id)];
  return (
    <p class="quiet" role="status">
      {missing.length === 0
        ? "Page and models are kept in this browser: they answer without a network from now on."
        : `Not kept in this browser yet: ${missing.join(", ")}.${keyOfTab() === null ? "" : " What a server gives only to those with a key is not kept."}`}
    </p>
  );
}
