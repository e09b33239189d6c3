import { readdir } from "node:fs/promises";
import { migrationsOf } from "../backup/read-database.ts";
import { CliError } from "../cli-error.ts";
import { d1AccessFrom, httpDatabase } from "../state/http-database.ts";
import { type Check, missing, ok, unknown } from "./check.ts";
import type { Bindings } from "./check-config.ts";

/** Which migrations the deployed database lacks. Asks it where there are an id and a token. */
export async function checkMigrations(
  { database }: Bindings,
  dir: string,
  { env, d1Endpoint }: { env: NodeJS.ProcessEnv; d1Endpoint?: string },
): Promise<Check[]> {
  if (database === undefined) return []; // said already
  const files = (await readdir(dir)).filter((name) => name.endsWith(".sql")).sort();
  const mend = `npx wrangler d1 migrations apply ${database.name} --remote`;
  if (database.id === undefined || !env.CLOUDFLARE_API_TOKEN) {
    const why = database.id === undefined ? "there is no database yet" : "CLOUDFLARE_API_TOKEN is not set";
    return [unknown(`whether the ${files.length} migrations are applied can't be seen: ${why}`, mend)];
  }
  try {
    const applied = await migrationsOf(httpDatabase(d1AccessFrom(env, database.id, d1Endpoint)));
    const left = files.filter((name) => !applied.includes(name));
    if (left.length > 0) return [missing(`migrations not applied: ${left.join(", ")}`, mend)];
    return [ok(`all ${files.length} migrations are applied`)];
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [unknown(`whether the migrations are applied can't be seen: ${error.message}`, mend)];
  }
}
