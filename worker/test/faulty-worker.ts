/** The Worker, whose stores fail as often as its variable FAULTS says: bench/load/faults.ts starts it. `GET /faults` tells how many. */
import type { Env } from "../env.ts";
import worker, { EvaluationWorkflow as Evaluations } from "../index.ts";
import type { Rates } from "./fault-rates.ts";
import { type Fault, faultyEnv } from "./faulty-stores.ts";

type FaultyEnv = Env & { FAULTS: string };

const READS = ["get", "head", "list"];
const WRITES = ["put", "delete"];
const FAILURES: Fault[] = ["fails", "fails late", "breaks off"];

const counts = { reads: 0, readsFailed: 0, readsSlow: 0, writes: 0, writesFailed: 0 };

const known = new WeakMap<FaultyEnv, FaultyEnv>();

/** The same for the same, as the Worker's own memory of stores needs it. */
function faulty(env: FaultyEnv): FaultyEnv {
  const made = known.get(env) ?? { ...env, ...faultyEnv(env, befall(JSON.parse(env.FAULTS) as Rates)) };
  known.set(env, made);
  return made;
}

const befall =
  ({ readsFail, readsSlow, slowMs, writesFail }: Rates) =>
  ({ store, call }: { store: string; call: string }): Fault => {
    const read = store === "bucket" ? READS.includes(call) : /^\s*SELECT/.test(call);
    if (!read && store === "bucket" && !WRITES.includes(call)) return undefined;
    const chance = Math.random();
    if (!read) {
      counts.writes++;
      if (chance >= writesFail) return undefined;
      counts.writesFailed++;
      return Math.random() < 0.5 ? "fails" : "fails late";
    }
    counts.reads++;
    if (chance < readsFail) {
      counts.readsFailed++;
      return FAILURES[Math.floor(Math.random() * FAILURES.length)];
    }
    if (chance >= readsFail + readsSlow) return undefined;
    counts.readsSlow++;
    return { slow: slowMs };
  };

export class EvaluationWorkflow extends Evaluations {
  constructor(context: ExecutionContext, env: Env) {
    super(context, faulty(env as FaultyEnv));
  }
}

export default {
  fetch: (request, env, context) =>
    new URL(request.url).pathname === "/faults" ? Response.json(counts) : worker.fetch(request, faulty(env), context),
  scheduled: (controller, env) => worker.scheduled(controller, faulty(env)),
} satisfies ExportedHandler<FaultyEnv>;
