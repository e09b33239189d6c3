/** Bodies without their content encoding, piece by piece, so that a bomb stays small. */
import { createGunzip, createInflate, createInflateRaw, type Gunzip, type Inflate, type InflateRaw } from "node:zlib";
import { ProblemError } from "./problem.ts";
import { PushbackBytes } from "./pushback-bytes.ts";

/** What packing may add to bytes that do not shrink, and padding behind it. */
const PACKED_MORE_BYTES = 2 ** 16;

/** What `content-encoding` may say, as the `accept-encoding` of a 415 lists it (RFC 9110, 15.5.16). */
const ENCODINGS = "gzip, deflate";

/**
 * The bytes of a body without their `content-encoding`: none, gzip (RFC 1952, of any number of members, with zeros behind or
 * between them) or deflate (zlib's format as RFC 9110 says, or raw as browsers take it, too). An encoding on another one is
 * refused, `identity` aside. Throws the 415 problem for another encoding, 413 once more than `limitBytes` have come out, 400
 * for bytes that are not what the encoding says, are not whole, or have something else behind them.
 */
export async function* decodedBody(request: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  const encoding = encodingOf(request.headers.get("content-encoding") ?? "");
  const mostSent = encoding === "identity" ? limitBytes : limitBytes + PACKED_MORE_BYTES;
  if (Number(request.headers.get("content-length") ?? 0) > mostSent) throw tooLarge(limitBytes);
  const sent = bounded((request.body ?? []) as AsyncIterable<Uint8Array>, mostSent, limitBytes);
  yield* bounded(UNPACKERS[encoding](sent), limitBytes, limitBytes);
}

type Encoding = "identity" | "gzip" | "deflate";

/** The one encoding that a list names, `identity` aside. */
function encodingOf(header: string): Encoding {
  const named = header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (named.length === 0) return "identity";
  if (named.length === 1 && (named[0] === "gzip" || named[0] === "x-gzip")) return "gzip";
  if (named.length === 1 && named[0] === "deflate") return "deflate";
  const got = JSON.stringify(header.trim().slice(0, 100));
  const detail = `The body may be plain, or packed once by gzip or deflate; it came with content-encoding ${got}.`;
  throw new ProblemError(415, "unsupported-media-type", detail, undefined, { "accept-encoding": ENCODINGS });
}

const UNPACKERS: Record<Encoding, (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>> = {
  identity: (bytes) => bytes,
  gzip: gunzipped,
  deflate: inflated,
};

/** node:zlib goes on to a member that follows at once, and ends at a zero byte: what is behind zeros we look at ourselves. */
async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = new PushbackBytes(bytes);
  try {
    do yield* unpacked(rest, createGunzip(), "gzip");
    while (await rest.skipZeros());
  } finally {
    rest.close();
  }
}

async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = new PushbackBytes(bytes);
  try {
    yield* unpacked(rest, isZlib(await rest.peekTwo()) ? createInflate() : createInflateRaw(), "deflate");
    if ((await rest.next()) !== undefined) throw malformed("deflate");
  } finally {
    rest.close();
  }
}

/** By the two bytes of zlib's header (RFC 1950, 2.2); no encoder begins raw deflate like that. */
const isZlib = ([first, second]: readonly number[]) =>
  first !== undefined && second !== undefined && (first & 15) === 8 && (first * 256 + second) % 31 === 0;

/** What one engine makes of the bytes; those that it leaves are put back. */
async function* unpacked(
  rest: PushbackBytes,
  engine: Gunzip | Inflate | InflateRaw,
  name: "gzip" | "deflate",
): AsyncGenerator<Uint8Array> {
  const state = { over: false };
  const fed = feed(rest, engine, state);
  fed.catch(() => {}); // awaited below, unless the engine fails first
  try {
    for await (const piece of engine) yield piece as Uint8Array;
    state.over = true;
    await fed;
  } catch (error) {
    throw isZlibError(error) ? malformed(name) : error;
  } finally {
    state.over = true;
    engine.destroy();
  }
}

/** One chunk after the other, so that the bytes which the engine leaves are all of the last one. */
async function feed(rest: PushbackBytes, engine: Gunzip | Inflate | InflateRaw, state: { over: boolean }) {
  let before = 0;
  try {
    for (;;) {
      const chunk = await rest.next();
      if (chunk === undefined) {
        if (!state.over) engine.end();
        return;
      }
      if (state.over) return rest.back(chunk);
      await new Promise<void>((resolve) => engine.write(chunk, () => resolve()));
      const taken = engine.bytesWritten - before;
      before = engine.bytesWritten;
      if (taken < chunk.length) return rest.back(chunk.subarray(taken));
    }
  } catch (error) {
    engine.destroy(error as Error); // the client has gone, or has sent too much
  }
}

const isZlibError = (error: unknown) =>
  error instanceof Error && "code" in error && String(error.code).startsWith("Z_");

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number, told: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge(told);
    yield chunk;
  }
}

const tooLarge = (limitBytes: number) =>
  new ProblemError(413, "body-too-large", `The body is larger than ${limitBytes} bytes.`);

const malformed = (name: "gzip" | "deflate") =>
  new ProblemError(400, `malformed-${name}`, `The body came as ${name}, and is not whole or not ${name}.`);
