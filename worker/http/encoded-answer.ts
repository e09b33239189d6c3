/** Answers packed as the client asks (RFC 9110, 12.5.3). */
import type { Context } from "hono";

const FORMATS = ["gzip", "deflate"] as const;
type Format = (typeof FORMATS)[number];

/**
 * A body under the encoding that `accept-encoding` prefers, gzip among equals; plain where it names neither. `deflate` is zlib's
 * format, as the RFC says. The edge puts its own `accept-encoding` into the request and tells the client's beside it.
 */
export function encodedAnswer(c: Context, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  const { cf } = c.req.raw as { cf?: { clientAcceptEncoding?: string } };
  const format = preferred(cf?.clientAcceptEncoding ?? c.req.header("accept-encoding") ?? "");
  c.header("vary", "accept-encoding", { append: true });
  if (format === undefined) return c.body(bytes, 200, headers);
  const packed = new Response(bytes).body!.pipeThrough(new CompressionStream(format));
  for (const [name, value] of Object.entries({ ...headers, "content-encoding": format })) c.header(name, value);
  // The runtime would pack a body once more for its header.
  return new Response(packed, { status: 200, headers: c.res.headers, encodeBody: "manual" });
}

function preferred(accepted: string): Format | undefined {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(",")
      .map((one) => {
        const [name, ...parameters] = one.split(";").map((part) => part.trim());
        const q = parameters.find((part) => part.startsWith("q="))?.slice(2);
        return [name === "x-gzip" ? "gzip" : name!, q === undefined ? 1 : Number(q)] as const;
      }),
  );
  const weightOf = (format: Format) => weights.get(format) ?? 0;
  const best = weightOf("deflate") > weightOf("gzip") ? "deflate" : "gzip";
  return weightOf(best) > 0 ? best : undefined;
}
