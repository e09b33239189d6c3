/** sha256 in workerd and Node alike, and the version names made from it. */

/** sha256 of bytes (or of a string's UTF-8), 64 hex digits. */
export async function sha256(data: Uint8Array | string): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** A model's version: the first 12 hex digits of the sha256 of its `card.json`, byte for byte. */
export async function versionOf(cardJson: Uint8Array | string): Promise<string> {
  return (await sha256(cardJson)).slice(0, 12);
}
