/** Where the page is tried: `retort serve` with some of the published models and their recorded runs, and Debian's Chromium. */
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { type Chromium, startChromium } from "../engine-package/chromium.ts";
import { type ServeProcess, startServe } from "../fixtures/serve-process.ts";
import { Browser } from "./browser.ts";

/** A teacher with students, and one model each of what else can be asked: intents with slots, questions, names. */
const MODELS = [
  "sst2-teacher",
  "sst2-kronecker-19x",
  "sst2-svd-19x",
  "sst2-shared-projections-down-48-kd",
  "snips-xtremedistil",
  "squad-kronecker-19x",
  "wikiann-xtremedistil",
];
const ALSO = ["suites", "runs", "tokenizers", "graphs"];

export interface Place {
  url: string;
  key: string;
  server: ServeProcess;
  chromium: Chromium;
  /** A fresh tab: of its own profile's storage, but not of another tab's session. */
  tab(width?: number): Promise<Browser>;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "retort-site-"));
  const assets = join(folder, "assets");
  const link = (path: string) => symlink(join(projectRoot, "r2-assets", path), join(assets, path));
  for (const id of MODELS) {
    // A folder of its own: what is seeded are folders, and a link to one is none.
    await mkdir(join(assets, "models", id), { recursive: true });
    for (const file of await readdir(join(projectRoot, "r2-assets", "models", id))) await link(`models/${id}/${file}`);
  }
  await Promise.all(ALSO.map(link));
  const { key } = await ensureAdminKey();
  const server = await startServe([
    ...["--port", "0", "--state", join(folder, "state"), "--assets", assets, "--no-warm"],
  ]);
  const chromium = await startChromium();
  return {
    url: server.url,
    key,
    server,
    chromium,
    tab: async (width = 1280) => Browser.open(await chromium.page(), server.url, width),
    async close() {
      await chromium.close();
      await server.stop("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
