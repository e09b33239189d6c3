/** Which variant a unit gets: by its hash, so that no isolate has to ask another. */

export interface HashedUnit {
  /** HMAC-SHA-256 of the unit under the experiment's salt, as base64url: what is stored in its place. */
  hash: string;
  /** Its first 53 bits over 2^53: uniform in [0, 1). */
  point: number;
}

/** Throws for a salt that is not hexadecimal. */
export async function hashedUnit(salt: string, unit: string): Promise<HashedUnit> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Uint8Array.fromHex(salt), algorithm, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(unit));
  const words = new DataView(digest);
  return {
    hash: new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true }),
    point: (words.getUint32(0) * 2 ** 21 + (words.getUint32(4) >>> 11)) / 2 ** 53,
  };
}

/** The variant in whose share of [0, 1) the point lies; never one of weight 0. `weights` sum to 1, but for rounding. */
export function variantAt(point: number, weights: readonly number[]): number {
  let end = 0;
  let last = 0;
  for (const [variant, weight] of weights.entries()) {
    if (weight === 0) continue;
    end += weight;
    last = variant;
    if (point < end) return variant;
  }
  return last;
}
