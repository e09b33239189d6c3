import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeBucket } from "../cli/bucket/bucket.contract.ts";
import { localR2Bucket, r2Bucket } from "../cli/bucket/local-r2-bucket.ts";
import { uploadModels } from "../cli/bucket/upload-models.ts";
import { seedModels } from "../cli/local/seed-models.ts";
import { claimStateDir, openStateDir } from "../cli/state/state-dir.ts";
import { openLocalStorage } from "../cli/state/storage.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";

const folders: string[] = [];
const emptyState = async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-local-r2-"));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

describeBucket("local R2", async () => localR2Bucket(await emptyState()));

test("a state folder that another process serves is refused, and free afterwards", async () => {
  const state = await emptyState();
  const release = await claimStateDir(await openStateDir(state));
  await expect(localR2Bucket(state)).rejects.toThrow("is in use by another process");
  await release();
  await (await localR2Bucket(state)).close();
  await (await localR2Bucket(state)).close();
});

test("what `retort serve` seeded is recognised by an upload, and not sent again", async () => {
  const [state, assets] = [await emptyState(), await emptyState()];
  const artefact = await artefactIn(join(assets, "models", "tiny-teacher"));
  const storage = await openLocalStorage(state);
  await seedModels(r2Bucket(storage.BUCKET, "local bucket"), assets);
  await storage.close();
  const bucket = await localR2Bucket(state);
  expect(await uploadModels(bucket, [artefact])).toMatchObject({ sent: [], released: false });
  await bucket.close();
});
