/** The road from a trained artefact to a bucket, against a real S3-compatible server (test/s3/swift-server.ts). */
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeBucket } from "../cli/bucket/bucket.contract.ts";
import type { Bucket } from "../cli/bucket/bucket.ts";
import { manifestOf } from "../cli/bucket/release-models.ts";
import { s3Bucket } from "../cli/bucket/s3-bucket.ts";
import { S3Client } from "../cli/bucket/s3-client.ts";
import { storedVersion } from "../cli/bucket/stored.ts";
import { uploadModels } from "../cli/bucket/upload-models.ts";
import { sha256 } from "../r2-assets/format/digest.ts";
import { modelKey } from "../r2-assets/format/keys.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import type { TinyOptions } from "./fixtures/tiny-artefact.ts";
import { type S3Server, startS3Server } from "./s3/swift-server.ts";
import { watchConnection } from "./s3/watched-connection.ts";

let server: S3Server;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-upload-"));
  server = await startS3Server();
});
afterAll(async () => {
  await server?.stop();
  await rm(root, { recursive: true });
});

let buckets = 0;
async function emptyBucket(): Promise<{ name: string; bucket: Bucket }> {
  const name = `bucket-${++buckets}`;
  await new S3Client(server, name).send({ method: "PUT" }, [200]);
  return { name, bucket: s3Bucket(server, name) };
}

/** A folder like r2-assets with one model in it. */
async function assetsWith(options: TinyOptions = {}): Promise<{ assets: string; folder: string; version: string }> {
  const assets = await mkdtemp(join(root, "assets-"));
  const folder = join(assets, "models", options.id ?? "tiny-teacher");
  return { assets, folder, version: (await artefactIn(folder, options)).version };
}

/** `retort upload …` with the server's keys in its environment. */
function retortUpload(args: string[], env: Record<string, string> = {}) {
  const { accessKeyId: R2_ACCESS_KEY_ID, secretAccessKey: R2_SECRET_ACCESS_KEY } = server;
  return runRetort(["upload", ...args], { R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, ...env });
}

// Swift answers If-Match on a PUT with 501; the local R2 shows that the condition holds where a store has it.
describeBucket("s3", async () => (await emptyBucket()).bucket, { conditional: false });

describe("an S3 bucket", () => {
  test("a wrong secret is refused in one sentence", async () => {
    const { name } = await emptyBucket();
    const bucket = s3Bucket({ ...server, secretAccessKey: "guessed" }, name);
    await expect(bucket.get("manifest.json")).rejects.toThrow("refused the keys (SignatureDoesNotMatch)");
    await expect(bucket.head("manifest.json")).rejects.toThrow("the keys may not HEAD");
  });

  test("a bucket that is not there is named, not taken for an empty one", async () => {
    await expect(s3Bucket(server, "no-such-bucket").get("manifest.json")).rejects.toThrow('no bucket "no-such-bucket"');
  });

  test("a listing of more than one page is whole", async () => {
    const { name, bucket } = await emptyBucket();
    const keys = Array.from({ length: 8 }, (_, i) => `many/${i}.json`);
    const options = { contentType: "application/json", sha256: await sha256("{}") };
    for (const key of keys) await bucket.put(key, new TextEncoder().encode("{}"), options);
    const smallPages = s3Bucket(server, name, { pageSize: 3 });
    expect(await smallPages.list("many/")).toEqual(keys);
  });
});

describe("retort upload", () => {
  test("puts a model into the bucket, the manifest last, and sends nothing the second time", async () => {
    const { name, bucket } = await emptyBucket();
    const { assets, version } = await assetsWith();
    const connection = await watchConnection(server.endpoint);
    const args = ["tiny-teacher", "--bucket", name, "--endpoint", connection.endpoint, "--assets", assets];
    expect(await retortUpload(args).ended).toMatchObject({
      code: 0,
      stdout: `6 files sent and verified, 0 were there already\ntiny-teacher@${version} is current\n`,
    });
    const puts = connection.requests.filter((request) => request.startsWith("PUT "));
    const files = [
      ...["weights.safetensors", "model.onnx", "tokenizer.json", "tokenizer_config.json", "config.json", "card.json"],
    ];
    const modelPuts = files.map((file) => `PUT /${name}/${modelKey("tiny-teacher", version, file)}`);
    const manifestPut = `PUT /${name}/manifest.json`;
    // The manifest twice: once on condition, which Swift does not know, then plainly.
    expect([...new Set(puts)]).toEqual([...modelPuts, manifestPut]);
    expect(puts.slice(0, 6)).toEqual(modelPuts);
    expect((await manifestOf(bucket)).manifest.models).toEqual({
      "tiny-teacher": { current: version, versions: [version] },
    });
    expect(await storedVersion(bucket, "tiny-teacher", version)).toEqual({ kind: "whole" });

    connection.requests.length = 0;
    const again = await retortUpload([...args, "--json"]).ended;
    expect(JSON.parse(again.stdout)).toMatchObject({ sent: [], released: false, models: [{ version }] });
    expect(connection.requests.filter((request) => request.startsWith("PUT "))).toEqual([]);
    await connection.close();
  });

  test("killed in the middle of a file it has released nothing and left no half file; called again it goes on", async () => {
    const { name, bucket } = await emptyBucket();
    const { assets, version } = await assetsWith({ config: { ffn: 32_768 } }); // some 17 MB of weights
    const connection = await watchConnection(server.endpoint);
    const args = ["--bucket", name, "--endpoint", connection.endpoint, "--assets", assets, "--json"];
    const putOf = (file: string) => `PUT /${name}/${modelKey("tiny-teacher", version, file)}`;

    const first = retortUpload(args);
    connection.breakWhen(
      ({ bytes }) => bytes > 8_000_000,
      () => first.child.kill("SIGKILL"),
    );
    expect(await first.ended).toMatchObject({ signal: "SIGKILL" });
    expect(connection.requests.at(-1)).toBe(putOf("weights.safetensors"));
    expect(await bucket.list("")).toEqual([]);

    const second = retortUpload(args);
    connection.breakWhen(
      ({ request }) => request === putOf("model.onnx"),
      () => second.child.kill("SIGKILL"),
    );
    expect(await second.ended).toMatchObject({ signal: "SIGKILL" });
    expect(await bucket.list("")).toEqual([modelKey("tiny-teacher", version, "weights.safetensors")]);

    const third = await retortUpload(args).ended;
    const outcome = JSON.parse(third.stdout);
    expect(outcome).toMatchObject({ released: true, models: [{ id: "tiny-teacher", version }] });
    expect(outcome.kept).toEqual([modelKey("tiny-teacher", version, "weights.safetensors")]);
    expect(await storedVersion(bucket, "tiny-teacher", version)).toEqual({ kind: "whole" });
    await connection.close();
  });

  test("outlives a connection that is cut some times", async () => {
    const { name, bucket } = await emptyBucket();
    const { assets, version } = await assetsWith();
    const connection = await watchConnection(server.endpoint);
    connection.breakWhen(() => true, undefined, 3);
    const args = ["--bucket", name, "--endpoint", connection.endpoint, "--assets", assets];
    expect(await retortUpload(args).ended).toMatchObject({ code: 0 });
    expect(await storedVersion(bucket, "tiny-teacher", version)).toEqual({ kind: "whole" });
    await connection.close();
  });

  test("goes back to an older version by one write, but not to one that is not there or damaged", async () => {
    const { name, bucket } = await emptyBucket();
    const [old, young] = [await artefactIn(join(root, "old"), { seed: 1 }), await artefactIn(join(root, "young"))];
    for (const artefact of [old, young]) await uploadModels(bucket, [artefact]);
    const at = ["--bucket", name, "--endpoint", server.endpoint];
    const release = (ref: string) => retortUpload([...at, "--release", ref]).ended;
    const current = async () => (await manifestOf(bucket)).manifest.models["tiny-teacher"]?.current;
    expect(await current()).toBe(young.version);
    expect(await release(`tiny-teacher@${old.version}`)).toMatchObject({ code: 0 });
    expect(await current()).toBe(old.version);

    const absent = await release("tiny-teacher@000000000000");
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringMatching(/^retort: .* is not in bucket .*\n$/) });
    await bucket.delete(modelKey("tiny-teacher", young.version, "model.onnx"));
    const damaged = await release(`tiny-teacher@${young.version}`);
    expect(damaged).toMatchObject({ code: 1, stderr: expect.stringContaining("model.onnx is missing") });
    expect(await current()).toBe(old.version);
  });

  test.each<[string, (at: { name: string; folder: string; assets: string }) => Promise<string[]>, string]>([
    ["an unknown id", async () => ["sst2-nobody"], "there is no model sst2-nobody"],
    ["an id that is none", async () => ["../tiny-teacher"], "there is no model ../tiny-teacher"],
    [
      "a damaged file",
      async ({ folder }) => appendFile(join(folder, "model.onnx"), "x").then(() => []),
      "is damaged (model.onnx",
    ],
    [
      "a missing folder",
      async ({ assets }) => rm(join(assets, "models"), { recursive: true }).then(() => []),
      "nothing to upload",
    ],
  ])("%s ends in one sentence, with nothing in the bucket", async (_, spoil, sentence) => {
    const { name, bucket } = await emptyBucket();
    const { assets, folder } = await assetsWith();
    const words = await spoil({ name, folder, assets });
    const { code, stderr } = await retortUpload([
      ...words,
      "--bucket",
      name,
      "--endpoint",
      server.endpoint,
      "--assets",
      assets,
    ]).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await bucket.list("")).toEqual([]);
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ["a wrong secret", [], { R2_SECRET_ACCESS_KEY: "guessed" }, /keys/],
    ["an unknown key", [], { R2_ACCESS_KEY_ID: "test:nobody" }, /keys/],
    ["a bucket that is not there", ["--bucket", "no-such-bucket"], {}, /there is no bucket "no-such-bucket"/],
    ["no keys", [], { R2_ACCESS_KEY_ID: "", AWS_ACCESS_KEY_ID: "" }, /set R2_ACCESS_KEY_ID/],
    ["a server that is not there", ["--endpoint", "http://127.0.0.1:9"], {}, /could not be reached/],
  ])("%s ends in one sentence", async (_, words, env, sentence) => {
    const { name } = await emptyBucket();
    const { assets } = await assetsWith();
    const args = ["--bucket", name, "--endpoint", server.endpoint, "--assets", assets, ...words];
    const { code, stderr } = await retortUpload(args, env).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
