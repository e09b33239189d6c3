/** Whether this works without a network. */
import { useEffect, useState } from "preact/hooks";
import type { ModelSummary } from "../../api/models.ts";
import { forgetAllBut, isKept } from "../../ask/kept-files.ts";
import type { Family } from "./families.ts";

interface Props {
  families: readonly Family[];
  models: readonly ModelSummary[];
}

export function Offline({ families, models }: Props) {
  const [missing, setMissing] = useState<string[] | null>(null);
  const names = models.map(({ id, version }) => `${id}@${version}`).join(" ");
  // `names` is which models these are: the list is made anew whenever the view is drawn.
  useEffect(() => {
    let looked = true;
    const look = async () => {
      const kept = await Promise.all(models.map(isKept));
      if (looked) setMissing(models.flatMap(({ id }, i) => (kept[i] ? [] : [id])));
    };
    look();
    const timer = setInterval(look, 2000);
    return () => {
      looked = false;
      clearInterval(timer);
    };
  }, [names]);
  useEffect(() => {
    if (navigator.onLine) forgetAllBut(families.flatMap((family) => family.models));
  }, [families]);
  if (globalThis.caches === undefined || navigator.serviceWorker === undefined)
    return <p class="quiet">This browser keeps nothing of a page that came neither over https nor from localhost.</p>;
  if (missing === null) return null;
  return (
    <p class="quiet" role="status">
      {missing.length === 0
        ? "Page and models are kept in this browser: they answer without a network from now on."
        : `Not kept in this browser yet: ${missing.join(", ")}.`}
    </p>
  );
}
