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
export async function serveTiny(...names: TinyName[]): Promise<TinyServer> {
  const folder = await mkdtemp(join(tmpdir(), "retort-clients-"));
  const stop = () => rm(folder, { recursive: true, force: true });
  try {
    for (const name of names) {
      // Without its teacher, whose version is known only once that is written.
      await artefactIn(join(folder, "assets/models", `tiny-${name}`), {
        ...{ id: `tiny-${name}`, ...TINY_MODELS[name] },
        teacher: null,
      });
    }
    const [state, assets] = [join(folder, "state"), join(folder, "assets")];
    const server = await startServe(["--port", "0", "--no-warm", "--state", state, "--assets", assets]);
    return { url: server.url, stop: () => server.stop("SIGTERM").then(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
