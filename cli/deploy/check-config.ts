/** What wrangler's configuration must bind, and what it may. */
import type { Unstable_Config as Config } from "wrangler";
import { PLATFORM_LIMITS } from "../../r2-assets/format/prices.ts";
import { RATE_LIMIT_SECONDS } from "../../worker/auth/rate-limit-period.ts";
import { type Check, missing, ok, unknown } from "./check.ts";

/** What wrangler.toml has before there is an account. */
const PLACEHOLDER = "00000000-0000-0000-0000-000000000000";

export interface Bindings {
  worker: string;
  /** Undefined where they are not bound. */
  bucket?: string;
  database?: { name: string; id?: string };
}

export function bindingsOf({ name, r2_buckets, d1_databases }: Config): Bindings {
  const bucket = r2_buckets.find(({ binding }) => binding === "BUCKET")?.bucket_name;
  const d1 = d1_databases.find(({ binding }) => binding === "DB");
  const id = d1?.database_id === PLACEHOLDER ? undefined : d1?.database_id;
  return {
    worker: name ?? "retort",
    ...(typeof bucket === "string" && { bucket }),
    ...(d1 !== undefined && { database: { name: d1.database_name ?? "retort", ...(id !== undefined && { id }) } }),
  };
}

export function checkConfig(config: Config, file: string): Check[] {
  const { bucket, database } = bindingsOf(config);
  const checks: Check[] = [];
  if (bucket === undefined)
    checks.push(missing(`${file} binds no bucket as BUCKET`, "npx wrangler r2 bucket create retort"));
  else checks.push(ok(`the bucket is ${bucket}`));
  if (database === undefined) checks.push(missing(`${file} binds no database as DB`, "npx wrangler d1 create retort"));
  else if (database.id === undefined) {
    const what = `${file} has a placeholder as database_id: put the id there that this command prints`;
    checks.push(missing(what, `npx wrangler d1 create ${database.name}`));
  } else checks.push(ok(`the database is ${database.name}, ${database.id}`));
  const workflow = config.workflows.some(({ binding }) => binding === "EVALUATION");
  checks.push(
    workflow
      ? ok("evaluations have their Workflow")
      : missing(`${file} binds no Workflow as EVALUATION`, `git checkout -- ${file}`),
  );
  const crons = config.triggers.crons ?? [];
  checks.push(
    crons.length > 0
      ? ok(`the queue of evaluations is swept by cron (${crons.join(", ")})`)
      : missing(`${file} has no cron trigger: a crash would block the queue`, `git checkout -- ${file}`),
  );
  checks.push(...["LIMIT_BY_ADDRESS", "LIMIT_BY_KEY"].map((name) => checkLimit(config, file, name)));
  const cpuMs = config.limits?.cpu_ms;
  if (cpuMs !== undefined && cpuMs > PLATFORM_LIMITS.cpuMs.free)
    checks.push(unknown(`limits.cpu_ms = ${cpuMs} needs the paid plan`, "npx wrangler whoami"));
  return checks;
}

/** Deployments may have no limits; what they have must be as clients are told. */
function checkLimit({ ratelimits = [] }: Config, file: string, name: string): Check {
  const simple = ratelimits.find((bound) => bound.name === name)?.simple;
  if (simple === undefined) return ok(`nothing is bound as ${name}: no limit by it`);
  if (simple.period === RATE_LIMIT_SECONDS) return ok(`${name} is ${simple.limit} requests in ${simple.period} s`);
  const what = `${file} has a period of ${simple.period} s for ${name}, and clients are told to wait ${RATE_LIMIT_SECONDS}`;
  return missing(what, `git checkout -- ${file}`);
}
