import type { Env } from "../env.ts";
import { type Experiment, experimentStore } from "../storage/experiment-store.ts";
import { missingExperiment } from "./missing.ts";

/** Throws the 404 problem for one that is not known. */
export async function findExperiment(env: Env, id: string): Promise<Experiment> {
  const experiment = await experimentStore(env.DB).get(id);
  if (experiment === null) throw missingExperiment(id);
  return experiment;
}
