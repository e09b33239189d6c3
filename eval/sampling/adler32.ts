/** Adler-32 of a string's UTF-8, as an unsigned 32-bit integer. Source: RFC 1950, section 9. */
export function adler32(text: string): number {
  let a = 1;
  let b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
