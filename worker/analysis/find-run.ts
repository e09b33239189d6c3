/** Which run stands for a model on a suite; throws the problem that says why there is none. */
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { runStore } from "../storage/run-store.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";

export async function findRun(env: Env, id: string): Promise<RunRecord> {
  const run = await runStore(env.DB).get(id);
  if (run === null) throw new ProblemError(404, "run-missing", `There is no run ${id.slice(0, 100)}.`);
  return run;
}

export async function findSuite(env: Env, id: string): Promise<KnownSuite> {
  const suite = await suiteStore(env.DB).get(id);
  if (suite === null) throw new ProblemError(404, "suite-missing", `There is no suite ${id.slice(0, 100)}.`);
  return suite;
}

/** The newest whole run of the version named, of the current one, or of a model that is known by its runs alone. */
export async function findLatestRun(env: Env, ref: string, suite: string): Promise<RunRecord> {
  const [model, named] = ref.split("@") as [string, string | undefined];
  const lookup = await modelStoreOf(env).card(model, named);
  if (lookup.kind === "damaged") throw new ProblemError(500, "model-damaged", `${lookup.reason}.`);
  const run =
    lookup.kind === "found"
      ? await runStore(env.DB).latest(model, lookup.version, suite)
      : (await runStore(env.DB).latestOn(suite)).find(
          (other) => other.model === model && (named === undefined || other.version === named),
        );
  if (run) return run;
  if (lookup.kind === "missing")
    throw new ProblemError(404, "model-missing", `There is no model ${ref.slice(0, 100)}.`);
  throw new ProblemError(
    404,
    "run-missing",
    `${model}@${lookup.version} has no whole run on ${suite}: evaluate it first.`,
  );
}
