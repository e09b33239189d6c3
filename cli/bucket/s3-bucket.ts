import { createHash } from "node:crypto";
import type { Bucket, Condition, PutIfOutcome, PutOptions, Stat } from "./bucket.ts";
import { type S3Answer, S3Client } from "./s3-client.ts";
import type { S3Access } from "./s3-credentials.ts";

/** 412: the condition does not hold; 404: there is no object to match; 409: another conditional write is under way. */
const LOST = [404, 409, 412];
const UNSUPPORTED = 501;
/** Keys that S3 lists at once. */
const MAX_PAGE = 1000;

/**
 * A bucket behind an S3 API as R2 speaks it: path-style, region `auto`, one PUT an object. The server compares the bytes it
 * got with the signed payload hash and with Content-MD5; the sha256 is kept as metadata, too, so that `head` can tell it
 * later. Not sent: `x-amz-checksum-sha256`, which R2 answered with 501 for years and which would add nothing.
 * Source: https://developers.cloudflare.com/r2/api/s3/api/
 */
export function s3Bucket(access: S3Access, bucket: string, { pageSize = MAX_PAGE } = {}): Bucket {
  const client = new S3Client(access, bucket);
  const put = async (key: string, body: Uint8Array, options: PutOptions, condition = {}, alsoExpect: number[] = []) =>
    client.send({ method: "PUT", key, body, headers: { ...putHeaders(body, options), ...condition } }, [
      200,
      ...alsoExpect,
    ]);
  return {
    name: `bucket "${bucket}"`,
    async get(key) {
      const answer = await client.send({ method: "GET", key }, [200, 404]);
      return answer.status === 404 ? undefined : { bytes: answer.body, etag: etagOf(answer) };
    },
    async head(key) {
      const answer = await client.send({ method: "HEAD", key }, [200, 404]);
      return answer.status === 404 ? undefined : statOf(answer);
    },
    async put(key, bytes, options) {
      await put(key, bytes, options);
    },
    async putIf(condition, key, bytes, options): Promise<PutIfOutcome> {
      const answer = await put(key, bytes, options, conditionHeaders(condition), [...LOST, UNSUPPORTED]);
      if (answer.status === UNSUPPORTED) return { kind: "unsupported" };
      return LOST.includes(answer.status) ? { kind: "changed" } : { kind: "written", etag: etagOf(answer) };
    },
    async list(prefix) {
      const keys: string[] = [];
      for (let token: string | undefined; ; ) {
        const query: Record<string, string> = { "list-type": "2", "max-keys": String(pageSize), prefix };
        if (token !== undefined) query["continuation-token"] = token;
        const page = new TextDecoder().decode((await client.send({ method: "GET", query }, [200])).body);
        keys.push(...Array.from(page.matchAll(/<Key>([^<]*)<\/Key>/g), ([, key]) => unescapeXml(key!)));
        token = page.match(/<NextContinuationToken>([^<]*)</)?.[1];
        if (token === undefined) return keys.sort();
        token = unescapeXml(token);
      }
    },
    async delete(key) {
      await client.send({ method: "DELETE", key }, [200, 204, 404]);
    },
    async close() {},
  };
}

const putHeaders = (body: Uint8Array, { contentType, sha256, origin }: PutOptions): Record<string, string> => ({
  "content-type": contentType,
  "content-md5": createHash("md5").update(body).digest("base64"),
  "x-amz-content-sha256": sha256,
  "x-amz-meta-sha256": sha256,
  ...(origin !== undefined && { "x-amz-meta-origin": origin }),
});

const conditionHeaders = (condition: Condition): Record<string, string> =>
  condition === "absent" ? { "if-none-match": "*" } : { "if-match": condition.etag };

/** As the server quotes it, since that is how it wants it back. */
const etagOf = ({ headers }: S3Answer) => headers.get("etag") ?? "";

function statOf(answer: S3Answer): Stat {
  const etag = etagOf(answer);
  const sha256 = answer.headers.get("x-amz-meta-sha256");
  const origin = answer.headers.get("x-amz-meta-origin");
  const md5 = etag.match(/^"([0-9a-f]{32})"$/)?.[1]; // of an object that came in one PUT
  return {
    bytes: Number(answer.headers.get("content-length")),
    etag,
    ...(sha256 !== null && { sha256 }),
    ...(origin !== null && { origin }),
    ...(md5 !== undefined && { md5 }),
  };
}

const XML_ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescapeXml = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => XML_ENTITIES[name]!);
