import { KNOWN_IDS, knownSuite } from "../../eval/suites/known-suite.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { findParts, partName } from "./find-parts.ts";
import { missingSuite } from "./missing.ts";

/** The suite, whether its rows are here or not. Throws the 404 problem for one that is not known. */
export async function findSuite(env: Env, id: string): Promise<KnownSuite> {
  const suite = (await suiteStore(env.DB).get(id)) ?? builtInSuite(id);
  if (suite !== null) return suite;
  const { choose, report } = await findParts(env, id);
  if (choose === null && report === null) throw missingSuite(id);
  const [own, sealed] = [partName(id, "choose"), partName(id, "report")];
  throw new ProblemError(404, "suite-split", `${id} is split: choose on ${own}, report on ${sealed}.`);
}

/** Every suite that is known, by id: those the database has, and the built-in ones, whose rows are then absent. */
export async function listSuites(env: Env): Promise<KnownSuite[]> {
  const stored = await suiteStore(env.DB).list();
  const ids = new Set(stored.map(({ info }) => info.id));
  const others = KNOWN_IDS.filter((id) => !ids.has(id)).map((id) => builtInSuite(id)!);
  return [...stored, ...others].sort((a, b) => (a.info.id < b.info.id ? -1 : 1));
}

function builtInSuite(id: string): KnownSuite | null {
  const info = knownSuite(id);
  return info && { info, status: "absent", owner: null, bundled: null };
}

/** The suite, with its rows here. Throws the problem that says why it can't be used. */
export async function findReadySuite(env: Env, id: string): Promise<KnownSuite> {
  const suite = await findSuite(env, id);
  if (suite.status === "ready") return suite;
  if (suite.status === "registering") {
    throw new ProblemError(409, "suite-registering", `The rows of ${id} are still being registered; try again soon.`);
  }
  throw absentSuite(id);
}

/** A suite that is known and can't be used: how its rows get here. */
export const absentSuite = (id: string): ProblemError =>
  new ProblemError(409, "suite-absent", `The rows of ${id} are not here: upload them with PUT /v1/suites/${id}.`);
