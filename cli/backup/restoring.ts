/** The mark that a restore leaves while it is under way, so that one that was interrupted can go on. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import { type Bucket, contentTypeOf } from "../bucket/bucket.ts";

export const RESTORING_KEY = "restoring.json";

/** Of which backup a restore was begun and not ended: the sha256 of its `backup.json`. */
export async function restoringOf(bucket: Bucket): Promise<string | undefined> {
  const object = await bucket.get(RESTORING_KEY);
  return object && (JSON.parse(new TextDecoder().decode(object.bytes)) as { backup: string }).backup;
}

export async function markRestoring(bucket: Bucket, backup: string): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify({ backup })}\n`);
  await bucket.put(RESTORING_KEY, bytes, { contentType: contentTypeOf(RESTORING_KEY), sha256: await sha256(bytes) });
}
