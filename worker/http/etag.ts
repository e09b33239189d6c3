/**
 * Entity tags and what depends on them (RFC 9110, 8.8.3 and 13.1.2).
 *
 * Hono's own middleware is not used: on a 304 it drops the headers that browsers and logs need (CORS, x-request-id), and it
 * hashes whatever a route answers before a byte is sent, predictions of 50 MB too.
 */
import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "./api.ts";

/** Kept by anyone, and never asked for again: what a name with a digest in it stands for does not change. */
export const IMMUTABLE = "public, max-age=31536000, immutable";
/** Kept, and shown only after asking here whether it still is so: it may be deleted, replaced or hidden. */
export const REVALIDATED = "no-cache";

/** What a route with entity tags takes and answers besides its own. */
export const etagHeaders = z.object({
  "if-none-match": z.string().optional().openapi({ description: "Entity tags of copies at hand" }),
});
export const etagResponses = { 304: { description: "One of the copies at hand is this answer" } };

/** A strong entity tag by the sha256 of what makes the answer what it is, byte for byte. */
export async function strongTag(of: string | ArrayBuffer): Promise<string> {
  const bytes = typeof of === "string" ? new TextEncoder().encode(of) : of;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `"${[...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}

/** Whether the client has what bears this tag. Marks of weakness do not matter here. */
export function isAtHand(c: Context, tag: string): boolean {
  const asked = c.req.header("if-none-match");
  return asked !== undefined && (asked.trim() === "*" || (asked.match(/"[^"]*"/g) ?? []).some((one) => one === tag));
}

/** Sets the tag and how long it may be trusted. */
export function tagged(c: Context, tag: string, cacheControl: string): void {
  c.header("etag", tag);
  c.header("cache-control", cacheControl);
}

/** Route middleware: a 200, which is held in memory, gets the tag of its bytes; 304 instead where the client has them. */
export const etagOfBody =
  (cacheControlOf: (c: Context<AppEnv>) => string): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    await next();
    if (c.res.status !== 200) return;
    const body = await c.res.clone().arrayBuffer();
    const tag = await strongTag(body);
    tagged(c, tag, cacheControlOf(c));
    if (!isAtHand(c, tag)) return;
    const headers = new Headers(c.res.headers);
    headers.delete("content-type");
    headers.delete("content-length");
    c.res = undefined; // else its content-type is taken over
    c.res = new Response(null, { status: 304, headers });
  };
