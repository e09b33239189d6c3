import { steadyBucket } from "./steady-bucket.ts";
import { steadyDatabase } from "./steady-database.ts";

interface Stores {
  BUCKET: R2Bucket;
  DB: D1Database;
}

const steady = new WeakMap<Stores, Stores>();

/** The bindings with stores that bear failures in passing; what enters the Worker takes them once. The same for the same. */
export function steadyEnv<Env extends Stores>(env: Env): Env {
  const made = steady.get(env) ?? { ...env, BUCKET: steadyBucket(env.BUCKET), DB: steadyDatabase(env.DB) };
  steady.set(env, made);
  return made as Env;
}
