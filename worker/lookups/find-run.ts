import { parseModelRef } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { runStore } from "../storage/run-store.ts";
import { missingModel } from "./find-card.ts";

/** Throws the 404 problem for one that is not known. */
export async function findRun(env: Env, id: string): Promise<RunRecord> {
  const run = await runStore(env.DB).get(id);
  if (run === null) throw missingRun(id);
  return run;
}

export const missingRun = (id: string): ProblemError =>
  new ProblemError(404, "run-missing", `There is no run ${shown(id)}.`);

/** The newest whole run of the version named, of the current one, or of a model that is known by its runs alone. Throws the problem that says why there is none. */
export async function findLatestRun(env: Env, ref: string, suite: string): Promise<RunRecord> {
  const { id: model, version: named } = parseModelRef(ref);
  const lookup = await modelStoreOf(env).card(model, named);
  if (lookup.kind === "damaged") throw new ProblemError(500, "model-damaged", `${lookup.reason}.`);
  const run =
    lookup.kind === "found"
      ? await runStore(env.DB).latest(model, lookup.version, suite)
      : (await runStore(env.DB).latestOn(suite)).find(
          (other) => other.model === model && (named === undefined || other.version === named),
        );
  if (run) return run;
  if (lookup.kind === "missing") throw missingModel(ref);
  throw new ProblemError(
    404,
    "run-missing",
    `${model}@${lookup.version} has no whole run on ${shown(suite)}: evaluate it first.`,
  );
}
