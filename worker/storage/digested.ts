/** Objects of the bucket that must have a certain digest: who reads them checks that they do. */
import { DamagedError } from "./damage.ts";

/**
 * An object whose whole content has this sha256, read twice: once for the digest, once for whoever reads it, who may show what
 * comes first before the last has arrived. Null where there is none. Throws DamagedError where its digest is another; `slug` and
 * `what` are that error's.
 */
export async function getDigested(
  bucket: R2Bucket,
  key: string,
  promised: string,
  { slug, what }: { slug: string; what: string },
): Promise<R2ObjectBody | null> {
  for (;;) {
    const whole = await bucket.get(key);
    if (whole === null) return null;
    const actual = await digestOf(whole.body);
    if (actual !== promised) throw new DamagedError(slug, what, `${key} has the sha256 ${actual}, not ${promised}`);
    const again = await bucket.get(key, { onlyIf: { etagMatches: whole.etag } });
    if (again === null) return null;
    if ("body" in again) return again; // else it was written anew in between
  }
}

/** sha256 of a stream, 64 hex digits. In workerd alone. */
export async function digestOf(stream: ReadableStream): Promise<string> {
  const digest = new crypto.DigestStream("SHA-256");
  await stream.pipeTo(digest);
  return hex(await digest.digest);
}

export const hex = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
