import { firstBadByte, utf16Name } from "../../r2-assets/format/utf8.ts";
import { byteLines } from "../storage/byte-lines.ts";
import { decodedBody } from "./decoded-body.ts";
import { ProblemError } from "./problem.ts";

const NDJSON_TYPE = /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines|json-lines)$/i;

/**
 * The lines of an NDJSON body as they arrive, packed or not. They end at LF, or CRLF, whose CR stays as JSON's white space;
 * any other separator is text. A byte order mark is left out. Throws the 415 problem for another content type, 400 for a
 * line that is not UTF-8, and the problems of `decodedBody`.
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
  let number = 0;
  for await (const line of byteLines(decodedBody(request, limitBytes))) yield decode(line, ++number);
}

/** In the first line the mark is left out; anywhere else it is no mark (RFC 3629, 6). */
const FIRST = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const OTHER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(line: Uint8Array, number: number): string {
  const utf16 = number === 1 ? utf16Name(line) : null;
  if (utf16 !== null) throw malformed(`The body is ${utf16}, not UTF-8.`);
  try {
    return (number === 1 ? FIRST : OTHER).decode(line);
  } catch {
    const at = firstBadByte(line);
    const hex = line[at]!.toString(16).padStart(2, "0").toUpperCase();
    throw malformed(`Line ${number} is not UTF-8: byte ${at} of it (0x${hex}).`);
  }
}

const malformed = (detail: string) => new ProblemError(400, "malformed-utf8", detail);
