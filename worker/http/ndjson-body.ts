import { byteLines } from "../storage/byte-lines.ts";
import { ProblemError } from "./problem.ts";

const NDJSON_TYPE = /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines|json-lines)$/i;

/**
 * The lines of an NDJSON body as they arrive. Throws the 415 problem for another content type, 413 once more than
 * `limitBytes` have come, 400 for a line that is not UTF-8.
 */
export async function* ndjsonLines(request: Request, limitBytes: number): AsyncGenerator<string> {
  const mediaType = (request.headers.get("content-type") ?? "").split(";")[0]!.trim();
  if (!NDJSON_TYPE.test(mediaType)) {
    const got = mediaType === "" ? "no content-type" : `content-type ${JSON.stringify(mediaType.slice(0, 100))}`;
    throw new ProblemError(
      415,
      "unsupported-media-type",
      `The body must be application/x-ndjson; it came with ${got}.`,
    );
  }
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let number = 0;
  for await (const line of byteLines(bounded(request, limitBytes))) {
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

async function* bounded(request: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new ProblemError(413, "body-too-large", `The body is larger than ${limitBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge();
    yield chunk;
  }
}
