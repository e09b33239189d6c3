/** The worker itself, in a local workerd. */
import { type EventEmitter, once } from "node:events";
import { join } from "node:path";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "../state/wrangler.ts";
import { copyAssets } from "./copy-assets.ts";

export interface LocalWorker {
  url: string;
  /** What wrangler.toml's cron does in a deployment; here nothing else calls it. */
  scheduled(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalWorkerOptions {
  port: number;
  stateDir: string;
  /** Secrets and variables on top of wrangler.toml and `.dev.vars`. */
  vars: Record<string, string>;
  /** Whether a line is printed a request. */
  log?: boolean;
  /** worker/index.ts unless given: a module that exports what that does. */
  entry?: string;
}

/** On one's own machine nobody is to be kept from asking. */
const OWN_MACHINE = { RETORT_RATE_LIMITS: "off" };

/** Bundles the Worker and starts it. The port must be free: wrangler would wait for it without a word. */
export async function startLocalWorker({
  port,
  stateDir,
  vars,
  log = false,
  entry,
}: LocalWorkerOptions): Promise<LocalWorker> {
  const { unstable_startWorker } = await loadWrangler();
  await copyAssets();
  const worker = await unstable_startWorker({
    config: join(projectRoot, "wrangler.toml"),
    ...(entry !== undefined && { entrypoint: entry }),
    build: { custom: { workingDirectory: projectRoot } }, // whose folder is not where the command was typed
    bindings: Object.fromEntries(
      Object.entries({ ...OWN_MACHINE, RETORT_LOG: log ? "on" : "off", ...vars }).map(([name, value]) => [
        name,
        { type: "secret_text", value },
      ]),
    ),
    dev: {
      server: { hostname: "localhost", port },
      persist: stateDir,
      watch: false,
      inspector: false,
      logLevel: "error",
      ...(log && { structuredLogsHandler: print }),
    },
  });
  await Promise.race([worker.ready, firstError(worker.raw)]);
  const url = `http://localhost:${(await worker.url).port}`;
  return { url, scheduled: () => callScheduled(url), stop: () => worker.dispose() };
}

/** By its door: `worker.scheduled` looks for the Worker where wrangler 4.164 has its proxy alone. */
export async function callScheduled(url: string): Promise<void> {
  const answer = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("* * * * *")}`);
  const outcome = await answer.text();
  if (!answer.ok) throw new CliError(`what is done every minute was not done: ${outcome}`);
}

/** What the Worker logs, as it logs it. */
function print({ level, message }: { level: string; message: string }): void {
  if (level === "error" || level === "warn") console.error(message);
  else console.log(message);
}

/** Never resolves: rejects with the first error wrangler tells of, such as a bundle that cannot be built. */
async function firstError(events: EventEmitter): Promise<never> {
  const [event] = await once(events, "error");
  throw new CliError(`the worker does not start: ${reasonOf(event)}`);
}

/**
 * What wrangler's `error` event says, in one line. Its types promise an event with reason and cause, but what miniflare takes for a user's
 * error comes as a bare Error instead (wrangler 4.164, `DevEnv.handleErrorEvent`).
 */
export function reasonOf(event: { reason?: string; cause?: unknown; message?: string }): string {
  const said = (event.cause as Error | undefined)?.message || event.reason || event.message;
  return said ? said.trim().split("\n")[0]! : "no reason given";
}
