/** The text of a file that somebody brought: gzipped or not, strict UTF-8, without its byte order mark. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { firstBadByte, utf8Mistake, utf16Name } from "../../r2-assets/format/utf8.ts";
import { CliError } from "../cli-error.ts";

/**
 * Pieces of the text, in order. What is gzipped is told by its first two bytes, whatever the file is called. Throws CliError
 * where the file cannot be read, is no whole gzip file or is not UTF-8; it names the line and the byte.
 */
export async function* textPieces(path: string): AsyncGenerator<string> {
  try {
    yield* decoded(path, (await isGzip(path)) ? gunzipped(path) : createReadStream(path));
  } catch (error) {
    throw inOneSentence(path, error as NodeJS.ErrnoException);
  }
}

/** All of the text at once, for formats that are read whole. Throws as `textPieces` does. */
export async function wholeText(path: string): Promise<string> {
  let text = "";
  for await (const piece of textPieces(path)) text += piece;
  return text;
}

/** Whether a file begins as a gzip member does (RFC 1952). Throws where it cannot be read. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * Members follow each other, zeros after or between them are padding (RFC 1952; `cat a.gz b.gz`, tapes). Node's zlib ends at
 * the first zero and drops what comes after it without a word (24.21.0), so we look ourselves and begin again there.
 */
async function* gunzipped(path: string): AsyncGenerator<Uint8Array> {
  let start: number | null = 0;
  while (start !== null) {
    const gunzip = createGunzip();
    const source = createReadStream(path, { start });
    source.on("error", (error) => gunzip.destroy(error));
    yield* source.pipe(gunzip);
    source.destroy();
    start = await nextNonZero(path, start + gunzip.bytesWritten);
  }
}

/** The place of the first byte from `start` on that is not zero; null where there is none. */
async function nextNonZero(path: string, start: number): Promise<number | null> {
  let place = start;
  for await (const chunk of createReadStream(path, { start })) {
    const at = (chunk as Buffer).findIndex((byte) => byte !== 0);
    if (at !== -1) return place + at;
    place += (chunk as Buffer).length;
  }
  return null;
}

const LF = 0x0a;
/** The longest beginning of a character that the end of a chunk may cut off. */
const LONGEST_REST = 3;

/** Text, its byte order mark gone. What is no UTF-8 becomes a CliError with its place. */
async function* decoded(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  const before = { bytes: 0, lines: 0 };
  let rest: Uint8Array = new Uint8Array(); // bytes of a character that the chunk before began
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      const mistake = utf8Mistake(Buffer.concat([rest, chunk ?? new Uint8Array()]), before);
      throw new CliError(`${path} ${mistake ?? (error as Error).message}`);
    }
  };
  for await (const chunk of chunks) {
    // UTF-16 of plain English is UTF-8, too: with a zero after each letter.
    const utf16 = before.bytes + rest.length === 0 ? utf16Name(chunk) : null;
    if (utf16 !== null) throw new CliError(`${path} is ${utf16}, not UTF-8`);
    yield decode(chunk);
    const all = Buffer.concat([rest, chunk]);
    rest = unfinished(all);
    before.bytes += all.length - rest.length;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) before.lines++;
  }
  decode();
}

/** The bytes at the end that begin a character and do not end it. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let at = bytes.length - 1; at >= 0 && at >= bytes.length - LONGEST_REST; at--) {
    if (bytes[at]! < 0x80) break;
    if (bytes[at]! >= 0xc0) return firstBadByte(bytes.subarray(at)) === -1 ? new Uint8Array() : bytes.subarray(at);
  }
  return new Uint8Array();
}

function inOneSentence(path: string, error: NodeJS.ErrnoException): Error {
  if (error instanceof CliError || error.code === undefined) return error;
  if (error.code === "Z_BUF_ERROR") return new CliError(`${path} is not whole: its gzip stream ends too early`);
  if (error.code.startsWith("Z_")) return new CliError(`${path} is not gzip throughout (${error.message})`);
  return new CliError(`${path} cannot be read (${error.code})`);
}
