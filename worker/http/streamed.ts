/** Answers that are written while they are made. */
import type { Context } from "hono";

export interface Body {
  /** Resolves once there is room for more, which is the reader's to say: no place in a queue is to be kept meanwhile. Throws where nobody reads any more. */
  write(text: string): Promise<void>;
}

/**
 * An answer with whatever `write` writes. Where that throws, the connection breaks off: Hono's `stream` would end it as if all were there, and half an
 * export would be taken for a whole one. HEAD has nothing made: nobody would read it, and its maker would keep its place in the queue.
 */
export function streamed(c: Context, write: (body: Body) => Promise<void>): Response {
  if (c.req.raw.method === "HEAD") return c.body(null);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
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
