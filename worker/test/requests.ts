/** Requests to the Worker under test, through its real entry. */
import { exports } from "cloudflare:workers";

const fetcher = (exports as { default: Fetcher }).default;

export const get = (path: string, headers: Record<string, string> = {}) =>
  fetcher.fetch(`http://retort${path}`, { headers });

/** A POST of JSON; strings and bytes go as they are. */
export const post = (path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetcher.fetch(`http://retort${path}`, {
    method: "POST",
    signal,
    headers: { "content-type": "application/json", ...headers },
    body:
      typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream
        ? body
        : JSON.stringify(body),
  });
