/** Whether this works without a network. */
import { useEffect, useState } from "preact/hooks";
import { keyOfTab } from "../../api/key.ts";
import type { ModelSummary } from "../../api/models.ts";
import { forgetAllBut, isKept, pageIsKept } from "../../ask/kept-files.ts";
import type { Family } from "./families.ts";

interface Props {
  families: readonly Family[];
  models: readonly ModelSummary[];
}

const namesOf = (models: readonly ModelSummary[]) => models.map(({ id, version }) => `${id}@${version}`).join(" ");

export function Offline({ families, models }: Props) {
  const [missing, setMissing] = useState<readonly string[] | null>(null);
  const names = namesOf(models);
  // Names are which models these are: lists are made anew whenever the view is drawn.
  useEffect(() => {
    let looked = true;
    const look = async () => {
      const [page, ...kept] = await Promise.all([pageIsKept(), ...models.map(isKept)]);
      if (looked) setMissing([...(page ? [] : ["the page"]), ...models.flatMap(({ id }, i) => (kept[i] ? [] : [id]))]);
    };
    look();
    const timer = setInterval(look, 2000);
    return () => {
      looked = false;
      clearInterval(timer);
    };
  }, [names]);
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
  if (missing === null) return null;
  return (
    <p class="quiet" role="status">
      {missing.length === 0
        ? "Page and models are kept in this browser: they answer without a network from now on."
        : `Not kept in this browser yet: ${missing.join(", ")}.${keyOfTab() === null ? "" : " What a server gives only to those with a key is not kept."}`}
    </p>
  );
}
