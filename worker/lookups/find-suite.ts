import { SUITES } from "../../eval/suites/index.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";

/** The suite, whether its rows are here or not. Throws the 404 problem for one that is not known. */
export async function findSuite(env: Env, id: string): Promise<KnownSuite> {
  const suite = await suiteStore(env.DB).get(id);
  if (suite === null) throw missingSuite(id);
  return suite;
}

/** The suite, with its rows here. Throws the problem that says why it can't be used. */
export async function findReadySuite(env: Env, id: string): Promise<KnownSuite> {
  const suite = await suiteStore(env.DB).get(id);
  if (suite?.status === "ready") return suite;
  if (suite?.status === "registering") {
    throw new ProblemError(409, "suite-registering", `The rows of ${id} are still being registered; try again soon.`);
  }
  if (suite !== null || Object.hasOwn(SUITES, id)) {
    throw new ProblemError(409, "suite-absent", `The rows of ${id} are not here; start with --data to register them.`);
  }
  throw missingSuite(id);
}

export const missingSuite = (id: string): ProblemError =>
  new ProblemError(404, "suite-missing", `There is no suite ${shown(id)}.`);
