import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { folderObjects } from "../worker/storage/folder-objects.ts";
import { describeModelStore } from "../worker/storage/model-store.contract.ts";
import { tinyArtefact } from "./fixtures/tiny-artefact.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describeModelStore(
  "a folder",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "retort-store-"));
    folders.push(folder);
    return folderObjects(folder);
  },
  async () => [await tinyArtefact(), await tinyArtefact({ seed: 18 })],
);
