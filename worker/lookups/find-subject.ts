import type { Card } from "../../r2-assets/format/card.ts";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import type { Env } from "../env.ts";
import { newestRun } from "../storage/standing-runs.ts";
import { cardIfKnown } from "./find-card.ts";

/** A model as analyses name it. */
export interface Subject {
  model: string;
  /** Null for submissions. */
  version: string | null;
  /** `id@version` of the model it was distilled from, as its card or its newest run says; null where neither names one. */
  teacher: string | null;
}

/**
 * `id` or `id@version`: the version named or the current one, or that of the newest run on the suite where the model is
 * known by its runs alone. Null where it is not known at all; throws the problem of a damaged card.
 */
export async function findSubject(env: Env, ref: string, suite: string): Promise<Subject | null> {
  const { id: model, version: named } = parseModelRef(ref);
  const found = await cardIfKnown(env, ref);
  if (found !== null) return { model, version: found.version, teacher: refOf(found.card.teacher) };
  const run = await newestRun(env.DB, model, suite, named);
  if (run === null && named === undefined) return null;
  return { model, version: named ?? run!.version, teacher: refOf(run?.teacher ?? null) };
}

const refOf = (teacher: Card["teacher"]) => teacher && `${teacher.id}@${teacher.version}`;
