/** `retort serve` over tiny models and a state of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { artefactIn } from "../fixtures/artefact-folder.ts";
import type { TinyName } from "../fixtures/provided.ts";
import { startServe } from "../fixtures/serve-process.ts";
import { TINY_MODELS } from "../fixtures/tiny-models.ts";

export interface TinyServer {
  url: string;
  stop(): Promise<void>;
}

/** Each published as `tiny-<name>`. */
export const serveTiny = (...names: TinyName[]): Promise<TinyServer> =>
  serveAs(Object.fromEntries(names.map((name) => [`tiny-${name}`, name])));

/** Tiny models by the ids that they are published under. */
export async function serveAs(models: Record<string, TinyName>): Promise<TinyServer> {
  const folder = await mkdtemp(join(tmpdir(), "retort-clients-"));
  const removed = () => rm(folder, { recursive: true, force: true });
  try {
    // Without their teachers, whose versions are known only once those are written.
    for (const [id, name] of Object.entries(models))
      await artefactIn(join(folder, "assets/models", id), { ...TINY_MODELS[name], id, teacher: null });
    const [state, assets] = [join(folder, "state"), join(folder, "assets")];
    const server = await startServe(["--port", "0", "--no-warm", "--state", state, "--assets", assets]);
    return { url: server.url, stop: () => server.stop("SIGTERM").then(removed) };
  } catch (error) {
    await removed();
    throw error;
  }
}
