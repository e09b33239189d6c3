import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { suiteRowsKey, suiteRowsPrefix } from "../../r2-assets/format/keys.ts";
import { suiteStore } from "../../worker/storage/suite-store.ts";
import { projectRoot } from "../project-root.ts";
import { openLocalStorage } from "../state/storage.ts";
import { migrate } from "./migrate.ts";
import { seedSuites } from "./seed-suites.ts";

const REVIEWS = "retort/reviews";

test("a bundled suite takes the place of rows put under its id, which don't stay behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-seed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(projectRoot, "r2-assets", "suites", REVIEWS), join(folder, "assets", "suites", REVIEWS), {
    recursive: true,
  });
  const storage = await openLocalStorage(folder);
  onTestFinished(() => storage.close());
  await migrate(storage.DB, join(projectRoot, "worker", "storage", "migrations"));
  const suites = suiteStore(storage.DB);
  const keys = async () => {
    const { objects } = await storage.BUCKET.list({ prefix: suiteRowsPrefix(REVIEWS) });
    return objects.map(({ key }) => key);
  };

  await seedSuites(storage, join(folder, "assets"));
  const { info } = (await suites.get(REVIEWS))!;
  expect(await keys()).toEqual([suiteRowsKey(REVIEWS, info.sha256)]);

  const others = "0".repeat(64);
  await storage.BUCKET.put(suiteRowsKey(REVIEWS, others), "{}\n");
  await storage.BUCKET.delete(suiteRowsKey(REVIEWS, info.sha256));
  await suites.put({ ...info, rows: 1, sha256: others }, "ready");
  await seedSuites(storage, join(folder, "assets"));
  expect(await suites.get(REVIEWS)).toEqual({ info, status: "ready", owner: null, bundled: info });
  expect(await keys()).toEqual([suiteRowsKey(REVIEWS, info.sha256)]);
});
