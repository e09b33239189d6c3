import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "../state/wrangler.ts";
import { checkConfig } from "./check-config.ts";

const { unstable_readConfig: readConfig } = await loadWrangler();
const fresh = () => readConfig({ config: join(projectRoot, "wrangler.toml") });

test("a fresh checkout lacks the id of its database, and nothing else that it can lack", () => {
  const lacking = checkConfig(fresh(), "wrangler.toml").filter(({ kind }) => kind === "missing");
  expect(lacking).toEqual([
    {
      kind: "missing",
      what: "wrangler.toml has a placeholder as database_id: put the id there that this command prints",
      mend: "npx wrangler d1 create retort",
    },
  ]);
});

test("every binding that is taken away is missed", () => {
  const bare = { ...fresh(), r2_buckets: [], d1_databases: [], workflows: [], triggers: { crons: [] } };
  const lacking = checkConfig(bare, "wrangler.toml").flatMap((check) => (check.kind === "missing" ? [check.what] : []));
  expect(lacking).toEqual([
    "wrangler.toml binds no bucket as BUCKET",
    "wrangler.toml binds no database as DB",
    "wrangler.toml binds no Workflow as EVALUATION",
    "wrangler.toml has no cron trigger: a crash would block the queue",
  ]);
});

test("a limit may be missing, and may not count over another time than clients are told", () => {
  const limits = (config: ReturnType<typeof fresh>) =>
    checkConfig(config, "wrangler.toml").flatMap(({ kind, what }) => (what.includes("LIMIT_BY") ? [[kind, what]] : []));
  expect(limits(fresh())).toEqual([
    ["ok", "LIMIT_BY_ADDRESS is 300 requests in 10 s"],
    ["ok", "LIMIT_BY_KEY is 3000 requests in 10 s"],
  ]);
  const other = { name: "LIMIT_BY_KEY", namespace_id: "1", simple: { limit: 10, period: 60 as const } };
  expect(limits({ ...fresh(), ratelimits: [other] })).toEqual([
    ["ok", "nothing is bound as LIMIT_BY_ADDRESS: no limit by it"],
    ["missing", "wrangler.toml has a period of 60 s for LIMIT_BY_KEY, and clients are told to wait 10"],
  ]);
});
