import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import type { Bucket } from "../bucket/bucket.ts";
import { localR2Bucket } from "../bucket/local-r2-bucket.ts";
import { manifestOf } from "../bucket/release-models.ts";
import { uploadModels } from "../bucket/upload-models.ts";
import { seedModels } from "./seed-models.ts";

let root: string;
let bucket: Bucket;
const puts: string[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-seed-models-"));
  const opened = await localR2Bucket(join(root, "state"));
  bucket = {
    ...opened,
    put: (key, ...rest) => {
      puts.push(key);
      return opened.put(key, ...rest);
    },
    putIf: (condition, key, ...rest) => {
      puts.push(key);
      return opened.putIf(condition, key, ...rest);
    },
  };
});
afterAll(async () => {
  await bucket.close();
  await rm(root, { recursive: true });
});

const assets = () => join(root, "assets");
const bundle = (id: string, seed: number) => artefactIn(join(assets(), "models", id), { id, seed });
const releaseOf = async (id: string) => (await manifestOf(bucket)).manifest.models[id];

test("models of the checkout are put with their card last but for the manifest, once", async () => {
  const [a, b] = [await bundle("tiny-a", 1), await bundle("tiny-b", 2)];
  expect(await seedModels(bucket, assets())).toEqual([`added tiny-a@${a.version}`, `added tiny-b@${b.version}`]);
  expect(puts).toHaveLength(13);
  expect(puts.slice(-2)).toEqual([modelKey("tiny-b", b.version, CARD_FILE), MANIFEST_KEY]);
  expect(await releaseOf("tiny-a")).toEqual({ current: a.version, versions: [a.version] });

  expect(await seedModels(bucket, assets())).toEqual([]);
  expect(puts).toHaveLength(13);
});

test("a new one takes the place of one that came with the checkout, not of one that was published here", async () => {
  const [a, b] = [(await releaseOf("tiny-a"))!.current, (await releaseOf("tiny-b"))!.current];
  const own = await artefactIn(join(root, "own"), { id: "tiny-b", seed: 3 });
  await uploadModels(bucket, [own]);
  const [newA, newB] = [await bundle("tiny-a", 4), await bundle("tiny-b", 5)];
  expect(await seedModels(bucket, assets())).toEqual([
    `added tiny-a@${newA.version}`,
    `added tiny-b@${newB.version}; tiny-b@${own.version}, which was published here, stays the current one`,
  ]);
  expect(await releaseOf("tiny-a")).toEqual({ current: newA.version, versions: [a, newA.version] });
  expect(await releaseOf("tiny-b")).toEqual({ current: own.version, versions: [newB.version, b, own.version] });
  const before = puts.length;
  expect(await seedModels(bucket, assets())).toEqual([]);
  expect(puts).toHaveLength(before);
});

test("a folder that does not match its card is left out and told of, the others are put", async () => {
  await bundle("tiny-c", 6);
  await truncate(join(assets(), "models", "tiny-c", "weights.safetensors"), 100);
  const d = await artefactIn(join(assets(), "models", "tiny-d"), { id: "tiny-e", seed: 7 });
  const f = await bundle("tiny-f", 8);
  expect(await seedModels(bucket, assets())).toEqual([
    expect.stringMatching(/^models\/tiny-c is left out: weights\.safetensors has 100 bytes, its card says \d+$/),
    `models/tiny-d is left out: its card is that of ${d.card.id}`,
    `added tiny-f@${f.version}`,
  ]);
  expect(await releaseOf("tiny-c")).toBeUndefined();
});

test("a damaged manifest is left alone, and nothing is put", async () => {
  const bytes = new TextEncoder().encode("{");
  await bucket.put(MANIFEST_KEY, bytes, { contentType: "application/json", sha256: await sha256(bytes) });
  const before = puts.length;
  expect(await seedModels(bucket, assets())).toEqual(["manifest.json in the bucket is damaged: no model was added"]);
  expect(puts).toHaveLength(before);
});
