/** What of a page that asks models here is kept in this browser, looked at again and again: it is kept as it comes. */
import { useEffect, useState } from "preact/hooks";
import type { ModelSummary } from "../../api/models.ts";
import { isKept, pageIsKept } from "../../ask/kept-files.ts";

const EVERY_MS = 2000;

export interface Kept {
  page: boolean;
  /** Of the models asked about. */
  missing: readonly ModelSummary[];
}

export const namesOf = (models: readonly ModelSummary[]): string =>
  models.map(({ id, version }) => `${id}@${version}`).join(" ");

/** Null while nothing is known, or where there are no models to ask about. */
export function useKept(models: readonly ModelSummary[]): Kept | null {
  const [seen, setSeen] = useState<{ names: string; kept: Kept } | null>(null);
  const names = namesOf(models);
  // Names are which models these are: lists are made anew whenever the view is drawn.
  useEffect(() => {
    if (names === "") return;
    let looked = true;
    const look = async () => {
      const [page, ...kept] = await Promise.all([pageIsKept(), ...models.map(isKept)]);
      if (looked) setSeen({ names, kept: { page, missing: models.filter((_, i) => !kept[i]) } });
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      looked = false;
      clearInterval(timer);
    };
  }, [names]);
  return seen?.names === names ? seen.kept : null;
}
