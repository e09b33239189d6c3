import { byteLines } from "../storage/byte-lines.ts";
import { ProblemError } from "./problem.ts";

const NDJSON_TYPE = /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines|json-lines)$/i;

/**
 * The lines of an NDJSON body as they arrive, gzipped or not. Throws the 415 problem for another content type or encoding,
 * 413 once more than `limitBytes` have come (counted after decompression), 400 for what is not gzip and for a line that is
 * not UTF-8. A byte order mark stays where it is.
 */
export async function* ndjsonLines(request: Request, limitBytes: number): AsyncGenerator<string> {
  const mediaType = (request.headers.get("content-type") ?? "").split(";")[0]!.trim();
  if (!NDJSON_TYPE.test(mediaType)) {
    throw unsupported(
      `The body must be application/x-ndjson; it came with ${
        mediaType === "" ? "no content-type" : `content-type ${quoted(mediaType)}`
      }.`,
    );
  }
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let number = 0;
  for await (const line of byteLines(bounded(decompressed(request, limitBytes), limitBytes))) {
    number++;
    yield decode(decoder, line, number);
  }
}

function decode(decoder: TextDecoder, line: Uint8Array, number: number): string {
  try {
    return decoder.decode(line);
  } catch {
    throw new ProblemError(400, "malformed-utf8", `Line ${number} is not valid UTF-8.`);
  }
}

/** The body's bytes without their encoding. What is inflated is asked for piece by piece, so that a bomb stays small. */
function decompressed(request: Request, limitBytes: number): AsyncIterable<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  const body = request.body as ReadableStream<Uint8Array<ArrayBuffer>> | null;
  if (encoding === "identity") return body ?? noBytes();
  if (encoding !== "gzip" && encoding !== "x-gzip")
    throw unsupported(`The body may be gzipped or plain; it came with content-encoding ${quoted(encoding)}.`);
  return gunzipped(body ?? new Blob([]).stream());
}

async function* gunzipped(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  try {
    yield* body.pipeThrough(new DecompressionStream("gzip"));
  } catch {
    throw new ProblemError(400, "malformed-gzip", "The body came as gzip, and is not whole or not gzip.");
  }
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

async function* bounded(bytes: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge(limitBytes);
    yield chunk;
  }
}

const tooLarge = (limitBytes: number) =>
  new ProblemError(413, "body-too-large", `The body is larger than ${limitBytes} bytes.`);

const unsupported = (detail: string) => new ProblemError(415, "unsupported-media-type", detail);

const quoted = (text: string) => JSON.stringify(text.slice(0, 100));
