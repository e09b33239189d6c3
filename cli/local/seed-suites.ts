/** Makes the suites and recorded runs that come with the checkout known to a local database. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { suiteClustersKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { dropStaleRows } from "../../worker/storage/drop-stale-rows.ts";
import { runStore } from "../../worker/storage/run-store.ts";
import { suiteStore } from "../../worker/storage/suite-store.ts";
import { bundledSuites, recordedRuns } from "../assets/recorded-files.ts";
import { listFolders } from "../files/folders.ts";
import type { LocalStorage } from "../state/storage.ts";

/**
 * Suites of `<assets>/suites/<a>/<b>/`, with the lists of their clusters: those with rows replace what is known under their id, its rows included; those
 * described alone (`status: absent`) only fill a gap. Throws CliError when a file is not what it should be.
 */
export async function seedSuites({ BUCKET, DB }: LocalStorage, assets: string): Promise<void> {
  const store = suiteStore(DB);
  const files = new Map((await bundledSuites(assets)).map((file) => [file.key, file]));
  for (const group of await listFolders(join(assets, "suites"))) {
    for (const name of await listFolders(join(assets, "suites", group))) {
      const info = await readJson(SuiteInfo, join(assets, "suites", group, name, "suite.json"));
      const known = await store.get(info.id);
      const { id, sha256, clusters_sha256 = "" } = info;
      const list = files.get(suiteClustersKey(id, sha256, clusters_sha256));
      if (list !== undefined && (await BUCKET.head(list.key)) === null) {
        await BUCKET.put(list.key, await readFile(list.path), { sha256: list.sha256 });
        if (known !== null) await store.put(known.info, known.status); // forgets what was computed without the list
      }
      const file = files.get(suiteRowsKey(id, sha256));
      if (file === undefined) {
        if (known === null) await store.put(info, "absent");
        else if (info.group !== undefined && known.info.group === undefined && known.info.sha256 === sha256)
          // Known from before rows had clusters: whatever else is said of it stays.
          await store.put(regrouped(known.info, info), known.status);
      } else if (known?.status !== "ready" || JSON.stringify(known.info) !== JSON.stringify(info)) {
        await BUCKET.put(file.key, await readFile(file.path), { sha256: file.sha256 });
        const replaced = await store.put(info, "ready");
        if (replaced !== null) await dropStaleRows({ BUCKET, DB }, info.id, replaced);
      }
      await store.bundle(info);
    }
  }
  // An upload that a crash cut short would leave its suite registering for ever.
  for (const { info, status } of await store.list()) {
    if (status === "registering") await store.mark(info.id, "absent");
  }
}

const regrouped = (known: SuiteInfo, { group, clusters, clusters_sha256 }: SuiteInfo): SuiteInfo => ({
  ...known,
  ...{ group, clusters },
  ...(clusters_sha256 && { clusters_sha256 }),
});

/** More runs than a local database holds. */
const EVERY = 1_000_000;

/** Runs of `<assets>/runs` that are not known yet, or otherwise: figures of a release before. Throws CliError when a file is not what it should be. */
export async function seedRuns({ BUCKET, DB }: LocalStorage, assets: string): Promise<void> {
  const store = runStore(DB);
  // All at once: a question a run took a quarter of the time. A damaged record is not listed, and put again.
  const known = new Map((await store.list({}, EVERY)).runs.map((record) => [record.id, JSON.stringify(record)]));
  for (const { key, path, sha256 } of await recordedRuns(assets)) {
    const record = await readJson(RunRecord, join(path, "..", "run.json"));
    if (known.get(record.id) === JSON.stringify(record)) continue;
    await BUCKET.put(key, await readFile(path), { sha256 });
    await store.put(record, { bundled: true });
  }
}

async function readJson<T>(schema: { parse(value: unknown): T }, path: string): Promise<T> {
  return schema.parse(JSON.parse(await readFile(path, "utf8")));
}
