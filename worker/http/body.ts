/** Reading request bodies: bounded whatever `content-length` claims, and never with silently replaced bytes. */
import type { MiddlewareHandler } from "hono";
import { utf8Mistake, utf16Name } from "../../r2-assets/format/utf8.ts";
import type { AppEnv } from "./api.ts";
import { decodedBody } from "./decoded-body.ts";
import { joinBytes } from "./join-bytes.ts";
import { ProblemError, problem } from "./problem.ts";

/** Of every body that is not a suite or a submission. */
export const JSON_LIMIT_BYTES = 2 ** 20;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/i;

/** The whole body, unpacked. Throws the problems of `decodedBody`. */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decodedBody(request, limitBytes)) chunks.push(chunk);
  return joinBytes(chunks);
}

/** Bytes as text, without a byte order mark; throws the 400 problem where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  const malformed = () => new ProblemError(400, "malformed-utf8", `The body ${utf8Mistake(bytes) ?? "is not UTF-8"}.`);
  if (utf16Name(bytes) !== null) throw malformed();
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw malformed();
  }
}

/**
 * Route middleware in front of the validators of a JSON body: 415 for another content type or encoding, 413 past the limit,
 * 400 for bytes that are not what their encoding says, not UTF-8 or not JSON. Hono's own reader would replace bad bytes by U+FFFD. `rewrite` makes of the
 * body the JSON that is read instead, as `quoteIntegerIds` does.
 */
export const jsonBody =
  (limitBytes = JSON_LIMIT_BYTES, rewrite = (text: string) => text): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const mediaType = (c.req.header("content-type") ?? "").split(";")[0]!.trim();
    if (!JSON_TYPE.test(mediaType)) {
      const got = mediaType === "" ? "no content-type" : `content-type ${JSON.stringify(mediaType.slice(0, 100))}`;
      throw new ProblemError(415, "unsupported-media-type", `The body must be application/json; it came with ${got}.`);
    }
    const text = rewrite(decodeUtf8(await readBody(c.req.raw, limitBytes)));
    try {
      JSON.parse(text);
    } catch {
      throw new ProblemError(400, "malformed-json", "The body is not valid JSON.");
    }
    // Typed as string, awaited as a promise: this is what json() and the validators will read.
    c.req.bodyCache.text = Promise.resolve(text) as unknown as string;
    await next();
  };

/** What a route behind `jsonBody` may answer besides its own. */
export const bodyProblems = {
  400: problem("The body is not what its encoding says, not UTF-8 or not JSON"),
  413: problem("The body is too large"),
  415: problem("The body is not application/json, or packed otherwise than by gzip or deflate"),
  422: problem("The body is JSON that makes no sense here"),
};
