/** `retort deploy --dry-run` before there is an account, and against wrangler's own S3 and D1 APIs. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { s3Bucket } from "../cli/bucket/s3-bucket.ts";
import { uploadModels } from "../cli/bucket/upload-models.ts";
import type { Check } from "../cli/deploy/check.ts";
import { checkMigrations } from "../cli/deploy/check-database.ts";
import { checkBucket, checkLocalModels } from "../cli/deploy/check-models.ts";
import { migrate } from "../cli/local/migrate.ts";
import { projectRoot } from "../cli/project-root.ts";
import { httpDatabase } from "../cli/state/http-database.ts";
import { modelKey } from "../r2-assets/format/keys.ts";
import { costPerMillion, MEASURED_CPU_MS } from "../r2-assets/format/prices.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { startWranglerServer, type WranglerServer } from "./s3/wrangler-server.ts";

const MIGRATIONS = join(projectRoot, "worker/storage/migrations");

let root: string;
let cloud: WranglerServer;
let env: Record<string, string>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-deploy-test-"));
  cloud = await startWranglerServer({ buckets: 2, databases: 1 });
  env = {
    R2_ACCESS_KEY_ID: cloud.s3.accessKeyId,
    R2_SECRET_ACCESS_KEY: cloud.s3.secretAccessKey,
    CLOUDFLARE_API_TOKEN: "unused here",
  };
});
afterAll(async () => {
  await cloud?.stop();
  await rm(root, { recursive: true, force: true });
});

/** As wrangler.toml, with the ids of a deployment. */
async function configOf(bucket: string, database: string): Promise<string> {
  const text = await readFile(join(projectRoot, "wrangler.toml"), "utf8");
  const at = (path: string) => JSON.stringify(join(projectRoot, path));
  const file = join(root, "wrangler.toml");
  const deployed = text
    .replace("00000000-0000-0000-0000-000000000000", database)
    .replace('bucket_name = "retort"', `bucket_name = "${bucket}"`)
    .replace('"worker/index.ts"', at("worker/index.ts"))
    .replace('"worker/pages/public"', at("worker/pages/public"))
    .replace('"worker/storage/migrations"', at("worker/storage/migrations"));
  await writeFile(file, deployed);
  return file;
}

const kinds = (checks: readonly Check[]) => checks.map(({ kind }) => kind);

test("what is there is found, and what is missing is named with the command that mends it", async () => {
  const [name, id] = [cloud.emptyBucket(), cloud.emptyDatabase()];
  const at = { bucket: name, endpoint: cloud.s3.endpoint, env };
  const bindings = { worker: "retort", bucket: name, database: { name: "retort", id } };
  const api = { env, d1Endpoint: cloud.d1Endpoint };

  expect(await checkBucket(at)).toEqual([
    { kind: "missing", what: `bucket "${name}" holds no model`, mend: `npx retort upload --bucket ${name}` },
  ]);
  expect(await checkMigrations(bindings, MIGRATIONS, api)).toEqual([
    {
      kind: "missing",
      what: expect.stringMatching(/^migrations not applied: 0001.*\.sql/),
      mend: "npx wrangler d1 migrations apply retort --remote",
    },
  ]);

  const bucket = s3Bucket(cloud.s3, name);
  const artefact = await artefactIn(join(root, "assets/models/tiny-teacher"));
  await uploadModels(bucket, [artefact]);
  await migrate(httpDatabase({ endpoint: `${cloud.d1Endpoint}/${id}`, token: "unused here" }), MIGRATIONS);
  const command = ["deploy", "--dry-run", "--json", "--lean", "--config", await configOf(name, id)];
  const options = [
    "--endpoint",
    cloud.s3.endpoint,
    "--d1-endpoint",
    cloud.d1Endpoint,
    "--assets",
    join(root, "assets"),
  ];
  const { code, stdout, stderr } = await runRetort([...command, ...options], env).ended;
  const { ready, checks, cost } = JSON.parse(stdout) as { ready: boolean; checks: Check[]; cost: unknown[] };
  expect(checks.filter(({ kind }) => kind === "missing")).toEqual([]);
  expect({ code, stderr, ready }).toEqual({ code: 0, stderr: "", ready: true });
  const first = MEASURED_CPU_MS[0]!;
  expect(cost).toContainEqual({
    model: first.model,
    tokens: first.tokens,
    cpu_ms: first.cpuMs,
    usd_per_million: expect.closeTo(costPerMillion(first), 3),
  });
  expect(checks.filter(({ kind }) => kind === "ok").map(({ what }) => what)).toEqual([
    `the bucket is ${name}`,
    `the database is retort, ${id}`,
    "evaluations have their Workflow",
    "the queue of evaluations is swept by cron (* * * * *)",
    "LIMIT_BY_ADDRESS is 300 requests in 10 s",
    "LIMIT_BY_KEY is 3000 requests in 10 s",
    expect.stringMatching(/^the Worker builds without onnxruntime: \d\.\d MB of 67\.1 MB$/),
    expect.stringMatching(/^all \d+ migrations are applied$/),
    expect.stringMatching(/^1 models of /),
    `1 models in bucket "${name}" are whole`,
  ]);
  expect(checks.filter(({ kind }) => kind === "unknown").map(({ what }) => what)).toEqual([
    "limits.cpu_ms = 60000 needs the paid plan",
    expect.stringContaining("RETORT_ADMIN_KEY"),
  ]);

  await bucket.delete(modelKey("tiny-teacher", artefact.version, "model.onnx"));
  const [spoiled] = await checkBucket(at);
  expect(spoiled).toMatchObject({ kind: "missing", mend: `npx retort upload tiny-teacher --bucket ${name}` });
});

test("without keys nothing is guessed", async () => {
  const bindings = { worker: "retort", database: { name: "retort", id: "00000000-0000-4000-8000-000000000000" } };
  expect(kinds(await checkBucket({ bucket: "retort", env: {} }))).toEqual(["unknown"]);
  expect(kinds(await checkMigrations(bindings, MIGRATIONS, { env: {} }))).toEqual(["unknown"]);
  const nowhere = { bucket: "no-such-bucket", endpoint: cloud.s3.endpoint, env };
  expect((await checkBucket(nowhere))[0]).toMatchObject({ kind: "missing", mend: expect.stringContaining("create") });
});

test("a damaged model of the checkout is named before it is uploaded", async () => {
  const assets = await mkdtemp(join(root, "damaged-"));
  await artefactIn(join(assets, "models/tiny-teacher"));
  await writeFile(join(assets, "models/tiny-teacher/model.onnx"), "spoiled");
  expect(await checkLocalModels(assets)).toEqual([
    { kind: "missing", what: expect.stringContaining("models/tiny-teacher"), mend: expect.any(String) },
  ]);
});

test("a configuration that can't be read is one sentence", async () => {
  const config = join(root, "wrangler-nothing.toml");
  const { code, stderr } = await runRetort(["deploy", "--dry-run", "--config", config]).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^retort: [^\n]+\n$/) });
});
