/** A server of one's own for a while: a state folder, the models published into it, and the Worker on it. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Artefact } from "../artefact/artefact-folder.ts";
import { r2Bucket } from "../bucket/local-r2-bucket.ts";
import { uploadModels } from "../bucket/upload-models.ts";
import { ADMIN_KEY } from "../dev-vars.ts";
import { ApiClient } from "../http/client.ts";
import { codeVersion } from "../local/code-version.ts";
import { migrate } from "../local/migrate.ts";
import { freePort } from "../local/port.ts";
import { listModels } from "../local/probe.ts";
import { listenForStop } from "../local/stop-signal.ts";
import { startLocalWorker } from "../local/worker.ts";
import { projectRoot } from "../project-root.ts";
import { guardWorkerd } from "../state/child-guard.ts";
import { openLocalStorage } from "../state/storage.ts";
import { Stopped } from "./stopped.ts";

/**
 * Publishes the models into the state, which is claimed by this process, serves them, and stops when `work` is over, or by a signal, which throws
 * Stopped. Throws CliError where the port is taken or the Worker does not start. What was published stays, for `retort serve --state`.
 */
export async function withServedModels<T>(
  { state, port: wanted }: { state: string; port: number },
  models: readonly Artefact[],
  work: (api: ApiClient) => Promise<T>,
): Promise<T> {
  const port = await freePort(wanted);
  const dismissGuard = guardWorkerd();
  const stop = listenForStop();
  const stopped = stop.stopped.then(() => {
    throw new Stopped();
  });
  stopped.catch(() => {}); // before anybody waits for it
  try {
    await Promise.race([publish(state, models), stopped]);
    const key = `retort_${randomBytes(24).toString("base64url")}`; // known to nobody, and gone with this process
    const worker = await startLocalWorker({
      port,
      stateDir: state,
      vars: { [ADMIN_KEY]: key, RETORT_CODE: await codeVersion(), RETORT_MODEL_MEMORY: `${memoryFor(models)}` },
    });
    stop.takeOver();
    try {
      const api = new ApiClient(worker.url, key);
      await Promise.race([listModels(api, (line) => console.error(`retort: ${line}`)), stopped]);
      return await Promise.race([work(api), stopped]);
    } finally {
      await worker.stop();
    }
  } finally {
    dismissGuard();
  }
}

async function publish(state: string, models: readonly Artefact[]): Promise<void> {
  const storage = await openLocalStorage(state);
  try {
    await migrate(storage.DB, join(projectRoot, "worker", "storage", "migrations"));
    await uploadModels(r2Bucket(storage.BUCKET, "local bucket"), models);
  } finally {
    await storage.close();
  }
}

/**
 * MiB in which all of them are warm at once. They are asked in turns: in a deployment's 48, a teacher and a student of half its layers would make way for one
 * another at each request, and it would be their loading that is timed.
 */
const memoryFor = (models: readonly Artefact[]): number =>
  Math.min(4095, 64 + Math.ceil((2 * models.reduce((sum, { card }) => sum + card.bytes, 0)) / 2 ** 20));
