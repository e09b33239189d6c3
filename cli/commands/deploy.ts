import { basename, join } from "node:path";
import type { Command } from "commander";
import { costPerMillion, MEASURED_CPU_MS, PRICES_READ } from "../../r2-assets/format/prices.ts";
import { CliError } from "../cli-error.ts";
import { checkBuild, deployWorker } from "../deploy/build-worker.ts";
import { type Check, unknown } from "../deploy/check.ts";
import { bindingsOf, checkConfig } from "../deploy/check-config.ts";
import { checkMigrations } from "../deploy/check-database.ts";
import { checkBucket, checkLocalModels } from "../deploy/check-models.ts";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "../state/wrangler.ts";
import { createProgress } from "../ui/progress.ts";

interface DeployOptions {
  dryRun?: boolean;
  lean?: boolean;
  bucket?: string;
  endpoint?: string;
  d1Endpoint?: string;
  config: string;
  assets: string;
  json?: boolean;
}

export default function deployCommand(program: Command): void {
  program
    .command("deploy")
    .description(
      "Check that a deployment has all it needs, then deploy the Worker with wrangler. What is missing is listed with the command that mends it, " +
        "and nothing is deployed. What can't be seen without an account is listed, too. See docs/deploy.md.",
    )
    .option("--dry-run", "check, and deploy nothing")
    .option("--lean", "without onnxruntime: a script of 1 MB instead of 15")
    .option("--bucket <name>", "the bucket whose models are checked, instead of the one that the configuration names")
    .option("--endpoint <url>", "an S3 API other than R2's")
    .option("--d1-endpoint <url>", "a database API other than Cloudflare's, up to the database's id")
    .option("--config <file>", "wrangler's configuration", join(projectRoot, "wrangler.toml"))
    .option("--assets <dir>", "the models that would be uploaded", join(projectRoot, "r2-assets"))
    .option("--json", "print the checks as JSON")
    .action(deploy);
}

async function deploy(options: DeployOptions): Promise<void> {
  const checks = await allChecks(options);
  const missing = checks.filter(({ kind }) => kind === "missing").length;
  if (options.json) console.log(JSON.stringify({ ready: missing === 0, checks, cost: costs() }, null, 2));
  else console.log([...checks.map(told), "", ...costs().map(costTold)].join("\n"));
  if (missing > 0) throw new CliError(`${missing} of ${checks.length} things are missing: nothing was deployed`);
  if (options.dryRun) return;
  const code = await deployWorker({ config: options.config, lean: options.lean ?? false });
  if (code !== 0) throw new CliError("wrangler did not deploy: see above");
}

async function allChecks({
  config: file,
  lean = false,
  assets,
  endpoint,
  d1Endpoint,
  ...options
}: DeployOptions): Promise<Check[]> {
  const { unstable_readConfig: readConfig } = await loadWrangler();
  const config = configOf(() => readConfig({ config: file }));
  const bindings = bindingsOf(config);
  const { env } = process;
  const progress = createProgress({ label: "checking", total: 4, unit: "steps" });
  try {
    const checks = checkConfig(config, basename(file));
    progress.update(1, "the build");
    checks.push(...(await checkBuild({ config: file, lean })));
    progress.update(2, "the database");
    const migrations = join(projectRoot, "worker", "storage", "migrations");
    checks.push(
      ...(await checkMigrations(bindings, migrations, { env, ...(d1Endpoint !== undefined && { d1Endpoint }) })),
    );
    progress.update(3, "the models");
    checks.push(...(await checkLocalModels(assets)));
    const bucket = options.bucket ?? bindings.bucket;
    if (bucket !== undefined)
      checks.push(...(await checkBucket({ bucket, env, ...(endpoint !== undefined && { endpoint }) })));
    const secret = "the secret RETORT_ADMIN_KEY can't be seen from here: without it there is no first key";
    checks.push(unknown(secret, "npx wrangler secret put RETORT_ADMIN_KEY"));
    return checks;
  } finally {
    progress.stop();
  }
}

function configOf<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CliError(`the configuration can't be read: ${(error as Error).message.split("\n")[0]}`);
  }
}

const MARKS = { ok: "ok     ", missing: "MISSING", unknown: "unknown" } as const;

const told = (check: Check) =>
  `${MARKS[check.kind]} ${check.what}${check.kind === "ok" ? "" : `\n        ${check.mend}`}`;

const costs = () =>
  MEASURED_CPU_MS.map(({ model, tokens, cpuMs }) => ({
    model,
    tokens,
    cpu_ms: cpuMs,
    usd_per_million: costPerMillion({ cpuMs }),
  }));

const costTold = ({ model, tokens, cpu_ms, usd_per_million: usd }: ReturnType<typeof costs>[number]) =>
  `$${usd.toFixed(2)} a million requests of ${tokens} tokens to ${model} (${cpu_ms.toFixed(1)} ms of CPU; prices of ${PRICES_READ.date})`;
