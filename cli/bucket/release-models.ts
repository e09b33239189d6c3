/** Making versions current: the one write that readers see, always the last. */
import type { Damaged } from "../../r2-assets/format/damaged.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { MANIFEST_KEY } from "../../r2-assets/format/keys.ts";
import {
  emptyManifest,
  keep,
  type Manifest,
  readManifest,
  release,
  writtenManifest,
} from "../../r2-assets/format/manifest.ts";
import { CliError } from "../cli-error.ts";
import { type Bucket, contentTypeOf } from "./bucket.ts";

/** So many others would have to release in the same moment before we give up. */
const ATTEMPTS = 20;

export interface ReleaseOutcome {
  manifest: Manifest;
  /** False when the manifest said all of it already and nothing was written. */
  written: boolean;
}

export interface Release {
  id: string;
  version: string;
  /** It can be gone back to, and what is current stays so. */
  kept?: true;
}

/**
 * Makes each version the current one, or one to go back to, in one write. Releases of other ids are never lost where the store has
 * conditional puts (R2 has): when somebody wrote in between, the manifest is read again and changed again. Where it
 * has none, the manifest is written plainly and read back, which leaves a small window for two releases at once.
 * Throws CliError when the manifest in the bucket can't be understood.
 */
export async function releaseModels(bucket: Bucket, releases: readonly Release[]): Promise<ReleaseOutcome> {
  let written = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { manifest, etag } = await manifestOf(bucket);
    const missing = releases.filter(({ id, version, kept }) => {
      const known = manifest.models[id];
      return kept ? !known?.versions.includes(version) : known?.current !== version;
    });
    if (missing.length === 0) return { manifest, written };
    const next = missing.reduce(
      (before, { id, version, kept }) => (kept ? keep : release)(before, id, version),
      manifest,
    );
    const bytes = writtenManifest(next);
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
export async function storedManifest(
  bucket: Bucket,
): Promise<{ kind: "manifest"; manifest: Manifest; etag?: string } | Damaged> {
  const stored = await bucket.get(MANIFEST_KEY);
  if (stored === undefined) return { kind: "manifest", manifest: emptyManifest() };
  const reading = readManifest(stored.bytes);
  return reading.kind === "damaged" ? reading : { ...reading, etag: stored.etag };
}

/** The same. Throws CliError when the manifest in the bucket can't be understood. */
export async function manifestOf(bucket: Bucket): Promise<{ manifest: Manifest; etag?: string }> {
  const stored = await storedManifest(bucket);
  if (stored.kind === "damaged")
    throw new CliError(`${MANIFEST_KEY} of ${bucket.name} is damaged: nothing was released`);
  return stored;
}
