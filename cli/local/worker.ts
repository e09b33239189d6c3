/** The worker itself, in a local workerd. */
import { type EventEmitter, once } from "node:events";
import { join } from "node:path";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "../state/wrangler.ts";
import { copyAssets } from "./copy-assets.ts";

export interface LocalWorker {
  url: string;
  stop(): Promise<void>;
}

export interface LocalWorkerOptions {
  port: number;
  stateDir: string;
  /** Secrets and variables on top of wrangler.toml and `.dev.vars`. */
  vars: Record<string, string>;
  /** worker/index.ts unless given: a module that exports what that does. */
  entry?: string;
}

/** Bundles the Worker and starts it. The port must be free: wrangler would wait for it without a word. */
export async function startLocalWorker({ port, stateDir, vars, entry }: LocalWorkerOptions): Promise<LocalWorker> {
  const { unstable_startWorker } = await loadWrangler();
  await copyAssets();
  const worker = await unstable_startWorker({
    config: join(projectRoot, "wrangler.toml"),
    ...(entry !== undefined && { entrypoint: entry }),
    bindings: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: "secret_text", value }])),
    dev: {
      server: { hostname: "localhost", port },
      persist: stateDir,
      watch: false,
      inspector: false,
      logLevel: "error",
    },
  });
  await Promise.race([worker.ready, firstError(worker.raw)]);
  return { url: `http://localhost:${(await worker.url).port}`, stop: () => worker.dispose() };
}

/** Never resolves: rejects with the first error wrangler tells of, such as a bundle that cannot be built. */
async function firstError(events: EventEmitter): Promise<never> {
  const [event] = (await once(events, "error")) as [{ reason?: string; cause?: Error }];
  throw new CliError(`the worker does not start: ${event.cause?.message ?? event.reason ?? "no reason given"}`);
}
