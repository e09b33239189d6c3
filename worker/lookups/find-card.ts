import type { Card } from "../../r2-assets/format/card.ts";
import { ModelRef, parseModelRef } from "../../r2-assets/format/names.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import { modelStoreOf } from "../runtime/models.ts";

/** The card of `id` or `id@version`, and the version meant by now. Throws the problem that says why there is none. */
export async function findCard(env: Env, ref: string): Promise<{ version: string; card: Card }> {
  if (!ModelRef.safeParse(ref).success) throw missingModel(ref);
  const { id, version } = parseModelRef(ref);
  const lookup = await modelStoreOf(env).card(id, version);
  if (lookup.kind === "missing") throw missingModel(ref);
  if (lookup.kind === "damaged") throw new ProblemError(500, "model-damaged", `${lookup.reason}.`);
  return lookup;
}

export const missingModel = (ref: string): ProblemError =>
  new ProblemError(404, "model-missing", `There is no model ${shown(ref)}.`);
