/** What the client repeats and what it takes as an answer; signatures and storage are shown against a real server. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { S3Client } from "./s3-client.ts";

let server: Server | undefined;
afterEach(() => new Promise((closed) => (server ? server.close(closed) : closed(undefined))));

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A client of a server that gives these replies one after the other, the last one for ever. */
async function clientOf(...replies: Reply[]) {
  const requests: { authorization?: string }[] = [];
  server = createServer((request, response) => {
    requests.push({ authorization: request.headers.authorization });
    const { status, headers, body } = replies[Math.min(requests.length, replies.length) - 1]!;
    response.writeHead(status, { connection: "close", ...headers }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({ endpoint, accessKeyId: "id", secretAccessKey: "secret" }, "bucket");
  return { get: () => client.send({ method: "GET", key: "a.json" }, [200, 404]), requests };
}

test.each([408, 429, 500, 502, 503, 504])("%i is tried again, signed anew, until it goes well", async (status) => {
  const { get, requests } = await clientOf({ status }, { status: 200, body: "{}" });
  expect(new TextDecoder().decode((await get()).body)).toBe("{}");
  expect(requests).toHaveLength(2);
  for (const { authorization } of requests) {
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/auto\/s3\/aws4_request, /);
  }
});

test("retry-after is waited for", async () => {
  const { get } = await clientOf({ status: 429, headers: { "retry-after": "1" } }, { status: 200 });
  const started = performance.now();
  await get();
  expect(performance.now() - started).toBeGreaterThanOrEqual(990);
});

test.each([400, 403, 412, 501])("%i is not tried again", async (status) => {
  const { get, requests } = await clientOf({ status, body: "<Error><Code>Why</Code><Message>so</Message></Error>" });
  await expect(get()).rejects.toThrow(`${status} Why: so`);
  expect(requests).toHaveLength(1);
});

test("a status the caller expects is an answer, unless it means that there is no bucket", async () => {
  const missing = (code: string) => ({ status: 404, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` });
  const { get } = await clientOf(missing("NoSuchKey"), missing("NoSuchBucket"));
  expect((await get()).status).toBe(404);
  await expect(get()).rejects.toThrow('there is no bucket "bucket"');
});
