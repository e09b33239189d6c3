/** Gzipped text, whole in memory. For files of any size, and not gzipped ones: cli/files/text-pieces.ts. */
import { gunzipSync } from "node:zlib";
import { utf8Mistake } from "../../r2-assets/format/utf8.ts";

/**
 * All members of a gzip file, zeros between and after them aside (RFC 1952). Node's zlib ends at the first zero and drops what
 * comes after it without a word (24.21.0), so we look ourselves and begin again there. Throws what zlib says is wrong.
 */
export function gunzipMembers(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    // `info` is in Node's documentation and not in its types.
    const { buffer, engine } = gunzipSync(bytes.subarray(start), { info: true }) as unknown as Inflated;
    parts.push(buffer);
    start += engine.bytesWritten;
    while (bytes[start] === 0) start++;
  }
  if (parts.length === 0) return gunzipSync(bytes); // says that there is nothing
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

interface Inflated {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/** The text of gzipped UTF-8, a byte order mark left where it is. Throws an Error where it is neither. */
export const gzipText = (bytes: Uint8Array): string => utf8(gunzipMembers(bytes));

/** Bytes as text, a byte order mark left where it is; throws an Error that names the first bad byte. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const mistake = utf8Mistake(bytes);
    throw mistake === null ? error : new Error(`it ${mistake}`); // without one it is too long for a string
  }
}
