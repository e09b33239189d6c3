/** The local server from start to stop. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { r2Bucket } from "../bucket/local-r2-bucket.ts";
import { CliError } from "../cli-error.ts";
import { ADMIN_KEY, ensureAdminKey } from "../dev-vars.ts";
import { ApiClient, HttpError } from "../http/client.ts";
import { projectRoot } from "../project-root.ts";
import { guardWorkerd } from "../state/child-guard.ts";
import { claimStateDir, openStateDir } from "../state/state-dir.ts";
import { openLocalStorage } from "../state/storage.ts";
import { announceSuites } from "./announce-suites.ts";
import { codeVersion } from "./code-version.ts";
import { migrate } from "./migrate.ts";
import { freePort } from "./port.ts";
import { firstAnswer, listModels } from "./probe.ts";
import { openReadFiles } from "./read-files.ts";
import { readersDigest } from "./readers-digest.ts";
import { registerSuites } from "./register-suites.ts";
import { seedModels } from "./seed-models.ts";
import { seedRuns, seedSuites } from "./seed-suites.ts";
import { listenForStop } from "./stop-signal.ts";
import { startLocalWorker } from "./worker.ts";

export interface ServeOptions {
  port: number;
  state: string;
  data?: string;
  otherRows?: boolean;
  assets?: string;
  /** MiB; as in a deployment unless given. */
  modelMemory?: number;
  /** Whether a line is printed a request. */
  log?: boolean;
  /** Whether a model is asked for an answer before the server is called ready. */
  warm: boolean;
}

/** As often the cron of a deployment looks after the queue and experiments. */
const MINUTE_MS = 60_000;

/** How long an orderly end may take before the process simply goes; the guard then ends what is left. */
const STOP_MS = 5_000;

/** Serves until a signal says stop. Throws CliError before anything is started when an option cannot be met. */
export async function serve(options: ServeOptions): Promise<never> {
  const {
    port: wanted,
    state,
    data,
    otherRows,
    assets = join(projectRoot, "r2-assets"),
    log,
    warm,
    modelMemory,
  } = options;
  for (const [flag, dir] of Object.entries({ data, assets })) {
    if (dir !== undefined && !(await isFolder(dir))) throw new CliError(`--${flag} ${dir} is not a folder`);
  }
  const stateDir = await openStateDir(state);
  const port = await freePort(wanted);
  const letGo = await claimStateDir(stateDir);
  const dismissGuard = guardWorkerd();
  let serving = false;
  // While it starts, there is nothing to end in order: it simply goes, and the guard takes workerd along.
  const stop = listenForStop();
  const stopped = stop.stopped.then(() => serving || process.exit(0));

  const { key, created } = await ensureAdminKey();
  if (created) console.log(`admin key ${key} (kept in .dev.vars)`);
  console.log(`database and bucket: ${stateDir}`); // filling them takes up to a minute, the first time
  await prepareStorage(stateDir, assets);
  console.log("starting the worker");
  const worker = await startLocalWorker({
    port,
    stateDir,
    vars: {
      [ADMIN_KEY]: key,
      RETORT_CODE: await codeVersion(),
      ...(modelMemory && { RETORT_MODEL_MEMORY: `${modelMemory}` }),
    },
    ...(log && { log }),
  });
  serving = true;
  stop.takeOver();
  const minutely = setInterval(() => void worker.scheduled().catch(({ message }) => complain(message)), MINUTE_MS);
  const api = new ApiClient(worker.url, key);
  await Promise.race([announce(api, warm).then(() => afterwards(api, { data, otherRows }, stateDir)), stopped]);
  await stopped;

  clearInterval(minutely);
  setTimeout(() => process.exit(0), STOP_MS).unref();
  await worker.stop();
  await letGo();
  dismissGuard();
  process.exit(0); // wrangler leaves timers behind that would hold the process for seconds
}

/** Brings the database up to date, and gives it and the bucket what lies in `assets`. */
export async function prepareStorage(stateDir: string, assets: string): Promise<void> {
  const storage = await openLocalStorage(stateDir);
  try {
    await migrate(storage.DB, join(projectRoot, "worker", "storage", "migrations"));
    await seedSuites(storage, assets);
    await seedRuns(storage, assets);
    for (const line of await seedModels(r2Bucket(storage.BUCKET, "local bucket"), assets)) console.log(line);
  } finally {
    await storage.close();
  }
}

/** Prints the line that says the server can be used. Where no model can answer, it says so before. */
async function announce(api: ApiClient, warm: boolean): Promise<void> {
  let models: Awaited<ReturnType<typeof listModels>> = [];
  try {
    models = await listModels(api, complain);
    if (models.length === 0) console.log("the bucket holds no model yet");
    else if (warm) await firstAnswer(api, models, complain);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    complain(error.message);
  }
  console.log(`ready ${api.url}`);
  console.log(whatNext(api.url, models).join("\n"));
}

/** What somebody who sees this for the first time may try. */
function whatNext(url: string, models: readonly { id: string }[]): string[] {
  const body = `'{"inputs":"a warm, funny film"}'`;
  const classifier = models.find(({ id }) => id.startsWith("sst2-"))?.id;
  return [
    ...(classifier ? [`try   curl -s ${url}/models/${classifier} -H content-type:application/json -d ${body}`] : []),
    `      ${url}/docs has every route; npx retort models, leaderboard and --help from another terminal`,
  ];
}

/** What may take a while and nobody waits for. */
async function afterwards(
  api: ApiClient,
  { data, otherRows }: Pick<ServeOptions, "data" | "otherRows">,
  stateDir: string,
): Promise<void> {
  try {
    const { resumed } = await api.post<{ resumed: string[] }>("/v1/evals/resume", undefined);
    if (resumed.length > 0) console.log(`resumed ${resumed.join(", ")}`);
    if (data === undefined) return;
    const read = await openReadFiles(stateDir, await readersDigest());
    for await (const { kind, line } of announceSuites(registerSuites(api, data, read, { otherRows }), data)) {
      if (kind === "news") console.log(line);
      else complain(line);
    }
  } catch (error) {
    complain((error as Error).message);
  }
}

const complain = (line: string) => console.error(`retort: ${line}`);

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
