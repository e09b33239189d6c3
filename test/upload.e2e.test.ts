/** The road from a trained artefact to a bucket, against a real S3-compatible server (test/s3/swift-server.ts). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeBucket } from "../cli/bucket/bucket.contract.ts";
import { s3Bucket } from "../cli/bucket/s3-bucket.ts";
import { S3Client } from "../cli/bucket/s3-client.ts";
import { type S3Server, startS3Server } from "./s3/swift-server.ts";

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server?.stop());

let buckets = 0;
async function emptyBucket() {
  const name = `bucket-${++buckets}`;
  await new S3Client(server, name).send({ method: "PUT" }, [200]);
  return name;
}

// Swift answers If-Match on a PUT with 501; the local R2 shows that the condition holds where a store has it.
describeBucket("s3", async () => s3Bucket(server, await emptyBucket()), { conditional: false });

describe("an S3 bucket", () => {
  test("a wrong secret is refused in one sentence", async () => {
    const bucket = s3Bucket({ ...server, secretAccessKey: "guessed" }, await emptyBucket());
    await expect(bucket.get("manifest.json")).rejects.toThrow("refused the keys (SignatureDoesNotMatch)");
    await expect(bucket.head("manifest.json")).rejects.toThrow("the keys may not HEAD");
  });

  test("a bucket that is not there is named, not taken for an empty one", async () => {
    await expect(s3Bucket(server, "no-such-bucket").get("manifest.json")).rejects.toThrow('no bucket "no-such-bucket"');
  });
});
