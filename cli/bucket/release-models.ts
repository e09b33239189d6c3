/** Making versions current: the one write that readers see, always the last. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import { MANIFEST_KEY } from "../../r2-assets/format/keys.ts";
import { emptyManifest, Manifest, release } from "../../r2-assets/format/manifest.ts";
import { CliError } from "../cli-error.ts";
import { type Bucket, contentTypeOf } from "./bucket.ts";

/** So many others would have to release in the same moment before we give up. */
const ATTEMPTS = 20;

export interface ReleaseOutcome {
  manifest: Manifest;
  /** False when all were current already and nothing was written. */
  written: boolean;
}

/**
 * Makes each `[id, version]` the current one, in one write. Releases of other ids are never lost where the store has
 * conditional puts (R2 has): when somebody wrote in between, the manifest is read again and changed again. Where it
 * has none, the manifest is written plainly and read back, which leaves a small window for two releases at once.
 * Throws CliError when the manifest in the bucket can't be understood.
 */
export async function releaseModels(
  bucket: Bucket,
  releases: readonly [id: string, version: string][],
): Promise<ReleaseOutcome> {
  let written = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { manifest, etag } = await readManifest(bucket);
    if (releases.every(([id, version]) => manifest.models[id]?.current === version)) return { manifest, written };
    const next = releases.reduce((before, [id, version]) => release(before, id, version), manifest);
    const bytes = new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`);
    const options = { contentType: contentTypeOf(MANIFEST_KEY), sha256: await sha256(bytes) };
    const outcome = await bucket.putIf(etag === undefined ? "absent" : { etag }, MANIFEST_KEY, bytes, options);
    switch (outcome.kind) {
      case "written":
        return { manifest: next, written: true };
      case "unsupported":
        await bucket.put(MANIFEST_KEY, bytes, options); // the next round reads it back
        written = true;
        break;
      case "changed":
        await new Promise((wake) => setTimeout(wake, Math.random() * 50 * 2 ** Math.min(attempt, 5)));
    }
  }
  throw new CliError(`${MANIFEST_KEY} of ${bucket.name} kept changing: nothing is lost, upload again to release`);
}

/** The manifest and its etag; an empty one, without an etag, where there is none yet. */
export async function readManifest(bucket: Bucket): Promise<{ manifest: Manifest; etag?: string }> {
  const stored = await bucket.get(MANIFEST_KEY);
  if (stored === undefined) return { manifest: emptyManifest() };
  try {
    return { manifest: Manifest.parse(JSON.parse(new TextDecoder().decode(stored.bytes))), etag: stored.etag };
  } catch {
    throw new CliError(`${MANIFEST_KEY} of ${bucket.name} is damaged: nothing was released`);
  }
}
