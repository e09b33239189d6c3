import type { Env } from "../env.ts";
import { missingExperiment } from "../lookups/missing.ts";
import { type Assigning, assignmentStore } from "../storage/assignment-store.ts";

/** What this isolate has seen of experiments that never changes, by id, which is never given twice. Plain data. */
const seen = new Map<string, Assigning>();
const MOST_SEEN = 100;

/**
 * What an experiment assigns by; from memory, where the isolate knows it: then it may be deleted by now, which whoever writes finds out. Throws the 404
 * problem for one that is not known.
 */
export async function knownAssigning(env: Env, id: string): Promise<Assigning> {
  const known = seen.get(id) ?? (await assignmentStore(env.DB).assigning(id));
  if (known === null) throw missingExperiment(id);
  seen.delete(id);
  seen.set(id, known); // the one used last stands last
  if (seen.size > MOST_SEEN) seen.delete(seen.keys().next().value!);
  return known;
}
