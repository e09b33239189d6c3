/** Signed requests to an S3 API, repeated while it is worth it. */
import { AwsClient } from "aws4fetch";
import { CliError } from "../cli-error.ts";
import type { S3Access } from "./s3-credentials.ts";

export interface S3Request {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

/** What came back, its body read. */
export interface S3Answer {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** A request gets this long, and longer in proportion to what it carries: 50 kB/s is a poor uplink. */
const PATIENCE_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 50;

/** Path-style requests to one bucket. */
export class S3Client {
  readonly #client: AwsClient;
  readonly #url: string;
  readonly #bucket: string;

  constructor(access: S3Access, bucket: string) {
    const { endpoint, ...keys } = access;
    this.#client = new AwsClient({ ...keys, service: "s3", region: "auto" });
    this.#url = `${endpoint}/${bucket}`;
    this.#bucket = bucket;
  }

  /**
   * The answer to a request, when its status is among `expected`. Network errors, 408, 429 and 5xx are tried again, waiting
   * `250 ms * 2^i` with jitter, or as `retry-after` says; 501 is an answer. Throws CliError with one sentence otherwise.
   */
  async send(request: S3Request, expected: readonly number[]): Promise<S3Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#once(request);
      const failed = answer instanceof Error || (isTransient(answer.status) && !expected.includes(answer.status));
      if (failed && attempt < ATTEMPTS) {
        await wait(attempt, answer);
        continue;
      }
      if (answer instanceof Error) throw this.#unreachable(answer);
      const understood = expected.includes(answer.status) && !(answer.status === 404 && isNoSuchBucket(answer.body));
      if (!understood) throw this.#refused(request, answer);
      return answer;
    }
  }

  async #once({ method, key, query = {}, headers = {}, body }: S3Request): Promise<S3Answer | Error> {
    const path = key === undefined ? "" : `/${key.split("/").map(encodeURIComponent).join("/")}`;
    const search = new URLSearchParams(query).toString();
    // Signed anew at every attempt: a signature is good for some minutes only.
    const signed = await this.#client.sign(`${this.#url}${path}${search && `?${search}`}`, {
      method,
      headers,
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
    const patienceMs = PATIENCE_MS + Math.ceil((body?.byteLength ?? 0) / SLOWEST_BYTES_PER_MS);
    const signal = AbortSignal.timeout(patienceMs);
    try {
      const response = await fetch(signed, { signal });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, body: bytes };
    } catch (error) {
      return error as Error;
    }
  }

  #unreachable(error: Error): CliError {
    const cause = error.cause instanceof Error ? error.cause.message || (error.cause as { code?: string }).code : "";
    return new CliError(`${new URL(this.#url).host} could not be reached (${cause || error.message})`);
  }

  #refused({ method, key = "" }: S3Request, { status, body }: S3Answer): CliError {
    const { code, message } = s3Error(body);
    const said = `${status}${code && ` ${code}`}${message && `: ${message}`}`;
    switch (code) {
      case "NoSuchBucket":
        return new CliError(`there is no bucket "${this.#bucket}"`);
      case "InvalidAccessKeyId":
      case "SignatureDoesNotMatch":
        return new CliError(`the bucket refused the keys (${code}): check the access key id and its secret`);
      case "XAmzContentSHA256Mismatch":
      case "BadDigest":
        return new CliError(`${key} was not stored: its bytes don't have the sha256 named (${said})`);
    }
    if (status === 401 || status === 403) {
      return new CliError(`the keys may not ${method} in bucket "${this.#bucket}" (${said})`);
    }
    return new CliError(`${method} ${key || `bucket "${this.#bucket}"`} failed: ${said}`);
  }
}

/** Code and message of an S3 error document; empty where the body is something else, as after HEAD. */
function s3Error(body: Uint8Array): { code: string; message: string } {
  const xml = new TextDecoder().decode(body.subarray(0, 4096));
  if (!xml.includes("<Error>")) return { code: "", message: "" };
  return { code: xml.match(/<Code>([^<]*)</)?.[1] ?? "", message: xml.match(/<Message>([^<]*)</)?.[1] ?? "" };
}

const isNoSuchBucket = (body: Uint8Array) => s3Error(body).code === "NoSuchBucket";

const isTransient = (status: number) => status === 408 || status === 429 || (status >= 500 && status !== 501);

function wait(attempt: number, answer: S3Answer | Error): Promise<void> {
  const asked = answer instanceof Error ? 0 : Number(answer.headers.get("retry-after") ?? 0) * 1000;
  const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
  const ms = Math.min(LONGEST_WAIT_MS, Math.max(asked || 0, backoff));
  return new Promise((wake) => setTimeout(wake, ms));
}
