/** The worker itself, in a local workerd. */
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "./wrangler.ts";

export interface LocalWorker {
  url: string;
  stop(): Promise<void>;
}

export interface LocalWorkerOptions {
  port: number;
  stateDir: string;
  /** Secrets and variables on top of wrangler.toml and `.dev.vars`. */
  vars: Record<string, string>;
}

/** Bundles worker/index.ts and starts it. The port must be free: wrangler would wait for it without a word. */
export async function startLocalWorker({ port, stateDir, vars }: LocalWorkerOptions): Promise<LocalWorker> {
  const { unstable_startWorker } = await loadWrangler();
  const worker = await unstable_startWorker({
    config: join(projectRoot, "wrangler.toml"),
    bindings: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: "secret_text", value }])),
    dev: {
      server: { hostname: "localhost", port },
      persist: stateDir,
      watch: false,
      inspector: false,
      logLevel: "error",
    },
  });
  await worker.ready;
  return { url: `http://localhost:${(await worker.url).port}`, stop: () => worker.dispose() };
}
