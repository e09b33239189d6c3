/** What is wrong with bytes that should be UTF-8, and where. */

/**
 * The place of the first byte that keeps `bytes` from being UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past
 * U+10FFFF), or -1 where there is none. A sequence that the end cuts off is bad from its first byte on.
 */
export function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/** How long the character at `at` is, 1 to 4 bytes; 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0;
  const [least, most] = SECOND_BYTE[lead] ?? [0x80, 0xbf];
  if (bytes[at + 1]! < least || bytes[at + 1]! > most) return 0;
  for (let i = at + 2; i < at + length; i++) if ((bytes[i]! & 0xc0) !== 0x80) return 0;
  return length;
}

/** Where the second byte has a range of its own: no overlong form, no surrogate, no character past U+10FFFF. */
const SECOND_BYTE: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

/** Looked at for zero bytes. */
const PROBED = 64;

/**
 * `UTF-16LE` or `UTF-16BE` where bytes begin like that: with its byte order mark, or, as text of JSON or CSV does without
 * one, with every other byte zero. Null for anything else.
 */
export function utf16Name(bytes: Uint8Array): "UTF-16LE" | "UTF-16BE" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16BE";
  if (bytes.length < 4) return null;
  const head = bytes.subarray(0, Math.min(PROBED, bytes.length - (bytes.length % 2)));
  const zeros = (parity: 0 | 1) => head.filter((byte, i) => i % 2 === parity && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  // Most of such text is ASCII; of UTF-8 text hardly any byte is zero.
  if (odd > head.length / 4 && even === 0) return "UTF-16LE";
  return even > head.length / 4 && odd === 0 ? "UTF-16BE" : null;
}

/**
 * What is wrong with bytes that should be UTF-8, in a sentence without a subject: `is not UTF-8: byte 7 (0xE9, line 1)`. Null
 * where nothing is. `before`: what was read already, if these bytes are but a part.
 */
export function utf8Mistake(bytes: Uint8Array, before: { bytes: number; lines: number } = { bytes: 0, lines: 0 }) {
  const utf16 = before.bytes === 0 ? utf16Name(bytes) : null;
  if (utf16 !== null) return `is ${utf16}, not UTF-8`;
  const at = firstBadByte(bytes);
  if (at === -1) return null;
  const line = 1 + before.lines + bytes.subarray(0, at).filter((byte) => byte === LF).length;
  const hex = bytes[at]!.toString(16).padStart(2, "0").toUpperCase();
  return `is not UTF-8: byte ${before.bytes + at} (0x${hex}, line ${line})`;
}

const LF = 0x0a;
