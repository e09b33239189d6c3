import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import type { TinyOptions } from "../../test/fixtures/tiny-artefact.ts";
import type { Bucket } from "./bucket.ts";
import { localR2Bucket } from "./local-r2-bucket.ts";
import { manifestOf, releaseModels } from "./release-models.ts";
import { storedVersion } from "./stored.ts";
import { uploadModels } from "./upload-models.ts";

let root: string;
const opened: Bucket[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-upload-models-"));
});
afterEach(() => Promise.all(opened.splice(0).map((bucket) => bucket.close())));
afterAll(() => rm(root, { recursive: true }));

async function emptyBucket(): Promise<Bucket> {
  const bucket = await localR2Bucket(await mkdtemp(join(root, "state-")));
  opened.push(bucket);
  return bucket;
}

const artefact = async (options: TinyOptions = {}) => artefactIn(await mkdtemp(join(root, "artefact-")), options);

/** Writes down the keys in the order they are put; `failAt` loses the connection at that put. */
function recorded(bucket: Bucket, failAt = Number.POSITIVE_INFINITY): { bucket: Bucket; puts: string[] } {
  const puts: string[] = [];
  const note = (key: string) => {
    if (puts.length === failAt) throw new Error("connection lost");
    puts.push(key);
  };
  return {
    puts,
    bucket: {
      ...bucket,
      async put(key, ...rest) {
        note(key);
        return bucket.put(key, ...rest);
      },
      async putIf(condition, key, ...rest) {
        note(key);
        return bucket.putIf(condition, key, ...rest);
      },
    },
  };
}

test("every file is stored under its version, the manifest last, and a second upload writes nothing", async () => {
  const model = await artefact();
  const { bucket, puts } = recorded(await emptyBucket());
  const first = await uploadModels(bucket, [model]);
  expect(first).toMatchObject({ models: [{ id: "tiny-teacher", version: model.version }], kept: [], released: true });
  expect(puts).toHaveLength(7);
  expect(puts.slice(-2)).toEqual([modelKey("tiny-teacher", model.version, "card.json"), MANIFEST_KEY]);
  expect(await storedVersion(bucket, "tiny-teacher", model.version)).toEqual({ kind: "whole" });

  const second = await uploadModels(bucket, [model]);
  expect(second).toMatchObject({ sent: [], released: false });
  expect(second.kept).toHaveLength(6);
  expect(puts).toHaveLength(7);
});

test.each([0, 3, 6])(
  "an upload interrupted at write %i has released nothing, and goes on where it stopped",
  async (at) => {
    const model = await artefact();
    const store = await emptyBucket();
    await expect(uploadModels(recorded(store, at).bucket, [model])).rejects.toThrow("connection lost");
    expect((await manifestOf(store)).manifest.models).toEqual({});
    const again = await uploadModels(store, [model]);
    expect(again.kept).toHaveLength(at);
    expect(again.sent).toHaveLength(6 - at);
    expect(again.released).toBe(true);
  },
);

test("an object spoiled in the bucket is noticed and sent again", async () => {
  const model = await artefact();
  const store = await emptyBucket();
  await uploadModels(store, [model]);
  const key = modelKey("tiny-teacher", model.version, "model.onnx");
  const spoiled = new TextEncoder().encode("spoiled");
  await store.put(key, spoiled, { contentType: "application/octet-stream", sha256: await sha256(spoiled) });
  expect(await storedVersion(store, "tiny-teacher", model.version)).toMatchObject({ kind: "damaged" });
  expect((await uploadModels(store, [model])).sent).toEqual([key]);
});

test("a file that changed after it was checked is not uploaded, and nothing is released", async () => {
  const model = await artefact();
  const store = await emptyBucket();
  await writeFile(join(model.folder, "model.onnx"), "changed");
  await expect(uploadModels(store, [model])).rejects.toThrow("model.onnx changed while it was uploaded");
  expect(await store.get(MANIFEST_KEY)).toBeUndefined();
});

test("ten uploads at once lose no release", async () => {
  const models = await Promise.all(Array.from({ length: 10 }, (_, i) => artefact({ id: `tiny-${i}`, seed: i })));
  const store = await emptyBucket();
  await Promise.all(models.map((model) => uploadModels(store, [model])));
  const { manifest } = await manifestOf(store);
  expect(Object.keys(manifest.models).sort()).toEqual(models.map((model) => model.card.id).sort());
});

test("a new version becomes current, the old one stays to go back to", async () => {
  const [old, young] = [await artefact({ seed: 1 }), await artefact({ seed: 2 })];
  const store = await emptyBucket();
  await uploadModels(store, [old]);
  await uploadModels(store, [young]);
  expect((await manifestOf(store)).manifest.models["tiny-teacher"]).toEqual({
    current: young.version,
    versions: [old.version, young.version],
  });
  await releaseModels(store, [{ id: "tiny-teacher", version: old.version }]);
  expect((await manifestOf(store)).manifest.models["tiny-teacher"]?.current).toBe(old.version);
});

test("a store without conditional puts still gets its release", async () => {
  const store = await emptyBucket();
  const plain: Bucket = { ...store, putIf: async () => ({ kind: "unsupported" }) };
  const model = await artefact();
  expect((await uploadModels(plain, [model])).released).toBe(true);
  expect((await manifestOf(store)).manifest.models["tiny-teacher"]?.current).toBe(model.version);
});

test("a damaged manifest is left alone", async () => {
  const store = await emptyBucket();
  const bytes = new TextEncoder().encode("{");
  await store.put(MANIFEST_KEY, bytes, { contentType: "application/json", sha256: await sha256(bytes) });
  await expect(uploadModels(store, [await artefact()])).rejects.toThrow("is damaged: nothing was released");
  expect((await store.get(MANIFEST_KEY))?.bytes).toEqual(bytes);
});
