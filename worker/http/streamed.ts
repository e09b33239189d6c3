/** Answers that are written while they are made. */
import type { Context } from "hono";

export interface Body {
  /** Resolves once there is room for more. Throws where nobody reads any more. */
  write(text: string): Promise<void>;
}

/** So many parts may be made before anybody reads: who makes a short answer need not keep its place in the queue until somebody does. */
const PARTS_AHEAD = 16;

/**
 * An answer with whatever `write` writes. Where that throws, the connection breaks off: Hono's `stream` would end it as if all were there, and half an
 * export would be taken for a whole one. HEAD has nothing made: nobody would read it, and its maker would keep its place in the queue.
 */
export function streamed(c: Context, write: (body: Body) => Promise<void>): Response {
  if (c.req.raw.method === "HEAD") return c.body(null);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({}, {}, { highWaterMark: PARTS_AHEAD });
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const all = async () => {
    await write({ write: (text) => writer.write(encoder.encode(text)) });
    await writer.close();
  };
  all().catch((error) => {
    if (!c.req.raw.signal.aborted) console.error(`${c.req.path} broke off:`, error);
    return writer.abort(error).catch(() => {});
  });
  return c.body(readable);
}
