import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { describeBucket } from "./bucket.contract.ts";
import { folderBucket } from "./folder-bucket.ts";

const folders: string[] = [];
const emptyFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-folder-bucket-"));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

describeBucket("folder", async () => folderBucket(await emptyFolder()));

test("a key can't leave the folder", async () => {
  await expect(folderBucket(await emptyFolder()).get("../outside.json")).rejects.toThrow("is not a key");
});

test("of twenty writers that start from the same etag one wins", async () => {
  const bucket = folderBucket(await emptyFolder());
  const write = async (condition: { etag: string } | "absent", text: string) => {
    const bytes = new TextEncoder().encode(text);
    return bucket.putIf(condition, "m.json", bytes, { contentType: "application/json", sha256: await sha256(bytes) });
  };
  const start = await write("absent", "start");
  if (start.kind !== "written") throw new Error("the first write must succeed");
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => write({ etag: start.etag }, `writer ${i}`)));
  expect(outcomes.filter((outcome) => outcome.kind === "written")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.kind === "changed")).toHaveLength(19);
});
