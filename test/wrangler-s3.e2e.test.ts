/** The road to a bucket, against R2's S3 API as wrangler has it on this machine: unlike Swift's it knows `If-Match` on a PUT. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeBucket } from "../cli/bucket/bucket.contract.ts";
import { manifestOf, releaseModels } from "../cli/bucket/release-models.ts";
import { s3Bucket } from "../cli/bucket/s3-bucket.ts";
import { S3Client } from "../cli/bucket/s3-client.ts";
import { storedVersion } from "../cli/bucket/stored.ts";
import { uploadModels } from "../cli/bucket/upload-models.ts";
import { sha256 } from "../r2-assets/format/digest.ts";
import { modelKey } from "../r2-assets/format/keys.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { watchConnection } from "./s3/watched-connection.ts";
import { startWranglerServer, type WranglerServer } from "./s3/wrangler-server.ts";

let server: WranglerServer;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-wrangler-s3-"));
  server = await startWranglerServer();
});
afterAll(async () => {
  await server?.stop();
  await rm(root, { recursive: true });
});

const bytes = new TextEncoder().encode("{}");

describeBucket("wrangler's s3", async () => s3Bucket(server.s3, server.emptyBucket()));

describe("wrangler's S3 bucket", () => {
  test("a wrong secret and an unknown bucket are refused in one sentence", async () => {
    const bucket = s3Bucket({ ...server.s3, secretAccessKey: "guessed" }, server.emptyBucket());
    await expect(bucket.get("manifest.json")).rejects.toThrow("refused the keys (SignatureDoesNotMatch)");
    await expect(bucket.head("manifest.json")).rejects.toThrow("the keys may not HEAD");
    await expect(s3Bucket(server.s3, "no-such-bucket").list("")).rejects.toThrow(/no-such-bucket/);
  });

  test("bytes that don't have the MD5 they came with are refused, and nothing is stored", async () => {
    const name = server.emptyBucket();
    const headers = {
      "content-md5": createHash("md5").update("something else").digest("base64"),
      "x-amz-content-sha256": await sha256(bytes),
    };
    const put = new S3Client(server.s3, name).send({ method: "PUT", key: "lied.json", body: bytes, headers }, [200]);
    await expect(put).rejects.toThrow(/lied\.json was not stored/);
    expect(await s3Bucket(server.s3, name).list("")).toEqual([]);
  });

  test("a listing of more than one page is whole", async () => {
    const name = server.emptyBucket();
    const bucket = s3Bucket(server.s3, name);
    const keys = Array.from({ length: 8 }, (_, i) => `many/${i}.json`);
    for (const key of keys)
      await bucket.put(key, bytes, { contentType: "application/json", sha256: await sha256(bytes) });
    expect(await s3Bucket(server.s3, name, { pageSize: 3 }).list("many/")).toEqual(keys);
  });

  test("ten releases at once are all in the manifest, since each is on condition of the one before", async () => {
    const bucket = s3Bucket(server.s3, server.emptyBucket());
    const releases = Array.from({ length: 10 }, (_, i) => ({ id: `tiny-${i}`, version: String(i).padStart(12, "0") }));
    await Promise.all(releases.map((release) => releaseModels(bucket, [release])));
    const { manifest } = await manifestOf(bucket);
    expect(Object.keys(manifest.models)).toHaveLength(10);
  });
});

test("`retort upload` sends the manifest last and once, nothing the second time, and goes back to an older version", async () => {
  const name = server.emptyBucket();
  const bucket = s3Bucket(server.s3, name);
  const assets = await mkdtemp(join(root, "assets-"));
  const old = await artefactIn(join(root, "old"), { seed: 1 });
  await uploadModels(bucket, [old]);
  const { version } = await artefactIn(join(assets, "models", "tiny-teacher"), {});
  const connection = await watchConnection(server.s3.endpoint);
  const endpoint = `${connection.endpoint}${new URL(server.s3.endpoint).pathname}`;
  const { accessKeyId: R2_ACCESS_KEY_ID, secretAccessKey: R2_SECRET_ACCESS_KEY } = server.s3;
  const upload = (...args: string[]) =>
    runRetort(["upload", "--bucket", name, "--endpoint", endpoint, ...args], { R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY })
      .ended;
  const puts = () => connection.requests.filter((request) => request.startsWith("PUT "));

  expect(await upload("tiny-teacher", "--assets", assets)).toMatchObject({ code: 0, stderr: "" });
  expect(puts()).toHaveLength(7);
  expect(puts().at(-1)).toMatch(new RegExp(`/${name}/manifest\\.json$`));
  expect(await storedVersion(bucket, "tiny-teacher", version)).toEqual({ kind: "whole" });
  expect((await bucket.head(modelKey("tiny-teacher", version, "card.json")))?.md5).toMatch(/^[0-9a-f]{32}$/);

  connection.requests.length = 0;
  expect(await upload("tiny-teacher", "--assets", assets)).toMatchObject({ code: 0 });
  expect(puts()).toEqual([]);
  expect(await upload("--release", `tiny-teacher@${old.version}`)).toMatchObject({ code: 0, stderr: "" });
  expect((await manifestOf(bucket)).manifest.models["tiny-teacher"]?.current).toBe(old.version);
  await connection.close();
});
