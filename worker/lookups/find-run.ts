import { parseModelRef } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import { runStore } from "../storage/run-store.ts";
import type { Sight } from "../storage/sight.ts";
import { cardIfKnown } from "./find-card.ts";
import { missingModel, missingRun } from "./missing.ts";

/** Of a sealed part without figures unless `sight` sees them. Throws the 404 problem for one that is not known. */
export async function findRun(env: Env, id: string, sight?: Sight): Promise<RunRecord> {
  const run = await runStore(env.DB, sight).get(id);
  if (run === null) throw missingRun(id);
  return run;
}

/** The newest whole run of the version named, of the current one, or of a model that is known by its runs alone. Throws the problem that says why there is none. */
export async function findLatestRun(env: Env, ref: string, suite: string, sight?: Sight): Promise<RunRecord> {
  const { id: model, version: named } = parseModelRef(ref);
  const found = await cardIfKnown(env, ref);
  const run =
    found !== null
      ? await runStore(env.DB).latest(model, found.version, suite)
      : (await runStore(env.DB).latestOn(suite)).find(
          (other) => other.model === model && (named === undefined || other.version === named),
        );
  if (run) return run.sealed ? findRun(env, run.id, sight) : run;
  const absent = (who: string, advice: string) =>
    new ProblemError(404, "run-missing", `${who} has no whole run on ${advice}.`);
  if (found !== null) throw absent(`${model}@${found.version}`, `${shown(suite)}: evaluate it first`);
  const { runs } = await runStore(env.DB).list({ model, ...(named !== undefined && { version: named }) }, 1);
  throw runs.length === 0 ? missingModel(ref) : absent(shown(ref), `the rows that ${shown(suite)} has now`);
}
