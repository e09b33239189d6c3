import type { Card } from "../../r2-assets/format/card.ts";
import { ModelRef, parseModelRef } from "../../r2-assets/format/names.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { missingModel } from "./missing.ts";

export interface FoundCard {
  /** The version meant by now. */
  version: string;
  card: Card;
}

/** The card of `id` or `id@version`. Throws the problem that says why there is none. */
export async function findCard(env: Env, ref: string): Promise<FoundCard> {
  const found = ModelRef.safeParse(ref).success ? await cardIfKnown(env, ref) : null;
  if (found === null) throw missingModel(ref);
  return found;
}

/** The same; null where the bucket has no such model, which may be known by its runs alone. */
export async function cardIfKnown(env: Env, ref: string): Promise<FoundCard | null> {
  const { id, version } = parseModelRef(ref);
  const lookup = await modelStoreOf(env).card(id, version);
  switch (lookup.kind) {
    case "missing":
      return null;
    case "damaged":
      throw new ProblemError(500, "model-damaged", `${lookup.reason}.`);
    case "found":
      return { version: lookup.version, card: lookup.card };
  }
}

/** The current version of every model in the bucket, by id. Throws the problem of a damaged manifest. */
export async function currentCards(env: Env): Promise<FoundCard[]> {
  const store = modelStoreOf(env);
  const list = await store.list();
  if (list.kind === "damaged") throw new ProblemError(500, "model-damaged", `${list.reason}.`);
  const cards = list.models.map(async ({ id, version }): Promise<FoundCard[]> => {
    const lookup = await store.card(id, version);
    if (lookup.kind === "found") return [{ version, card: lookup.card }];
    // One damaged card must not hide the others; asking for this model says what is wrong with it.
    console.error(`${id}@${version} is left out of a list:`, lookup);
    return [];
  });
  return (await Promise.all(cards)).flat();
}
