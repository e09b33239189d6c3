/** The local server from start to stop. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../cli-error.ts";
import { ADMIN_KEY, ensureAdminKey } from "../dev-vars.ts";
import { ApiClient } from "../http/client.ts";
import { projectRoot } from "../project-root.ts";
import { guardWorkerd } from "./child-guard.ts";
import { codeVersion } from "./code-version.ts";
import { migrate } from "./migrate.ts";
import { freePort } from "./port.ts";
import { probeModels } from "./probe.ts";
import { seedModels } from "./seed-models.ts";
import { claimStateDir, openStateDir } from "./state-dir.ts";
import { openLocalStorage } from "./storage.ts";
import { startLocalWorker } from "./worker.ts";

export interface ServeOptions {
  port: number;
  state: string;
  data?: string;
  assets?: string;
}

/** How long an orderly end may take before the process simply goes; the guard then ends what is left. */
const STOP_MS = 5_000;

/** Serves until a signal says stop. Throws CliError before anything is started when an option cannot be met. */
export async function serve({ port: wanted, state, data, assets = join(projectRoot, "r2-assets") }: ServeOptions) {
  for (const [flag, dir] of Object.entries({ data, assets })) {
    if (dir !== undefined && !(await isFolder(dir))) throw new CliError(`--${flag} ${dir} is not a folder`);
  }
  const stateDir = await openStateDir(state);
  const port = await freePort(wanted);
  const letGo = await claimStateDir(stateDir);
  const dismissGuard = guardWorkerd();
  const stopped = stopSignal();

  const { key, created } = await ensureAdminKey();
  if (created) console.log(`admin key ${key} (kept in .dev.vars)`);
  await prepareStorage(stateDir, assets);
  const worker = await startLocalWorker({
    port,
    stateDir,
    vars: { [ADMIN_KEY]: key, RETORT_CODE: await codeVersion() },
  });
  const api = new ApiClient(worker.url, key);
  await announce(api);

  await stopped;
  setTimeout(() => process.exit(0), STOP_MS).unref();
  await worker.stop();
  await letGo();
  dismissGuard();
  process.exit(0); // wrangler leaves timers behind that would hold the process for seconds
}

async function prepareStorage(stateDir: string, assets: string): Promise<void> {
  const storage = await openLocalStorage(stateDir);
  try {
    await migrate(storage.DB, join(projectRoot, "worker", "storage", "migrations"));
    for (const line of await seedModels(storage.BUCKET, assets)) console.log(line);
  } finally {
    await storage.close();
  }
}

/** Prints the line that says the server can be used. A bucket full of damaged models is served too, and complained of. */
async function announce(api: ApiClient): Promise<void> {
  const answering = await probeModels(api, (line) => console.error(`retort: ${line}`)).catch(() => undefined);
  if (answering === null) console.log("the bucket holds no model yet");
  console.log(`ready ${api.url}`);
}

/** Resolves at the first signal, or when the bin.js that started us is gone. Later signals change nothing. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    if (process.connected) process.on("disconnect", () => resolve());
  });
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
