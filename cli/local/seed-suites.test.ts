import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { predictionsKey, suiteClustersKey, suiteRowsKey, suiteRowsPrefix } from "../../r2-assets/format/keys.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { analysisStore } from "../../worker/storage/analysis-store.ts";
import { runStore } from "../../worker/storage/run-store.ts";
import { suiteStore } from "../../worker/storage/suite-store.ts";
import { projectRoot } from "../project-root.ts";
import { openLocalStorage } from "../state/storage.ts";
import { migrate } from "./migrate.ts";
import { seedRuns, seedSuites } from "./seed-suites.ts";

const REVIEWS = "retort/reviews";
const QNLI = "glue/qnli";

/** The project's own description of a suite, and a new place for it. */
async function placeFor(id: string) {
  const folder = await mkdtemp(join(tmpdir(), "retort-seed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(projectRoot, "r2-assets", "suites", id), join(folder, "assets", "suites", id), { recursive: true });
  const storage = await openLocalStorage(folder);
  onTestFinished(() => storage.close());
  await migrate(storage.DB, join(projectRoot, "worker", "storage", "migrations"));
  const suites = suiteStore(storage.DB);
  const keys = async () => {
    const { objects } = await storage.BUCKET.list({ prefix: suiteRowsPrefix(id) });
    return objects.map(({ key }) => key);
  };
  return { storage, suites, keys, assets: join(folder, "assets") };
}

test("a bundled suite takes the place of rows put under its id, which don't stay behind", async () => {
  const { storage, suites, keys, assets } = await placeFor(REVIEWS);
  await seedSuites(storage, assets);
  const { info } = (await suites.get(REVIEWS))!;
  expect(await keys()).toEqual([suiteRowsKey(REVIEWS, info.sha256)]);

  const others = "0".repeat(64);
  await storage.BUCKET.put(suiteRowsKey(REVIEWS, others), "{}\n");
  await storage.BUCKET.delete(suiteRowsKey(REVIEWS, info.sha256));
  await suites.put({ ...info, rows: 1, sha256: others }, "ready");
  await seedSuites(storage, assets);
  expect(await suites.get(REVIEWS)).toEqual({ info, status: "ready", owner: null, bundled: info });
  expect(await keys()).toEqual([suiteRowsKey(REVIEWS, info.sha256)]);
});

test("clusters come with the description alone, also to a suite known from before, which stays what it is", async () => {
  const { storage, suites, keys, assets } = await placeFor(QNLI);
  await seedSuites(storage, assets);
  const { info, status } = (await suites.get(QNLI))!;
  expect([status, info.group, info.clusters]).toEqual(["absent", "text_b", 3913]);
  const list = suiteClustersKey(QNLI, info.sha256, info.clusters_sha256!);
  expect(await keys()).toEqual([list]);

  const { group: _, clusters: __, clusters_sha256: ___, ...before } = info;
  await suites.put({ ...before, visibility: "scored-only" }, "ready");
  await storage.BUCKET.delete(list);
  await seedSuites(storage, assets);
  expect(await suites.get(QNLI)).toMatchObject({ info: { ...info, visibility: "scored-only" }, status: "ready" });
  expect(await keys()).toEqual([list]);
});

test("a list that comes later makes comparisons forget what was computed by rows", async () => {
  const { storage, suites, assets } = await placeFor(QNLI);
  const list = join(assets, "suites", QNLI, "clusters.ndjson");
  const text = await readFile(list, "utf8");
  await rm(list);
  await seedSuites(storage, assets);
  const { info } = (await suites.get(QNLI))!;
  const run = await recordedRun();
  await runStore(storage.DB).put({ ...run, suite_sha256: info.sha256 });
  const analysed = async (found: string) =>
    analysisStore(storage.DB).once({ what: "comparison", runs: [run.id] }, async () => found);
  expect([await analysed("by rows"), await analysed("again")]).toEqual(["by rows", "by rows"]);
  await seedSuites(storage, assets);
  expect(await analysed("again")).toBe("by rows");
  await writeFile(list, text);
  await seedSuites(storage, assets);
  expect(await analysed("by clusters")).toBe("by clusters");
  expect(await suites.get(QNLI)).toMatchObject({ info, status: "absent", bundled: info });
});

test("a recorded run whose figures are others than those of a release before takes its place, and is not put twice", async () => {
  const { storage, assets } = await placeFor(QNLI);
  const run = await recordedRun();
  await cp(join(projectRoot, "r2-assets", "runs", QNLI, "qnli-teacher"), join(assets, "runs", QNLI, "qnli-teacher"), {
    recursive: true,
  });
  const runs = runStore(storage.DB);
  const { clusters: _, ...byRows } = run.metrics.accuracy!;
  await runs.put({ ...run, metrics: { ...run.metrics, accuracy: byRows } }, { bundled: true });
  await seedRuns(storage, assets);
  expect(await runs.get(run.id)).toEqual(run);
  await storage.BUCKET.delete(predictionsKey(run.id));
  await seedRuns(storage, assets);
  expect(await storage.BUCKET.head(predictionsKey(run.id))).toBeNull();
});

async function recordedRun(): Promise<RunRecord> {
  const folder = join(projectRoot, "r2-assets", "runs", QNLI, "qnli-teacher");
  const [run] = await readdir(folder);
  return RunRecord.parse(JSON.parse(await readFile(join(folder, run!, "run.json"), "utf8")));
}
