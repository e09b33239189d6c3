/** Gives a bucket the models that come with the checkout. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { R2Bucket } from "@cloudflare/workers-types";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { emptyManifest, Manifest, release } from "../../r2-assets/format/manifest.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { listFolders } from "../files/folders.ts";
import { createProgress } from "../ui/progress.ts";

/** Marks what seeding wrote, so that a later seeding knows it from what a user published. */
const BUNDLED = "bundled";

/**
 * Puts every version that lies in `<assets>/models/<id>/` and not in the bucket, and writes the manifest last. A new
 * version becomes current unless the current one was published by the user. Returns a line for each thing worth
 * telling; a folder that does not match its card is left out, and told of as is a model that no text can be put to.
 */
export async function seedModels(bucket: R2Bucket, assets: string): Promise<string[]> {
  const stored = await bucket.get(MANIFEST_KEY);
  const before = stored === null ? emptyManifest() : parseManifest(await stored.text());
  if (before === null) return [`${MANIFEST_KEY} in the bucket is damaged: no model was added`];
  const lines: string[] = [];
  let manifest = before;
  const ids = await listFolders(join(assets, "models"));
  const progress = createProgress({ label: "seeding the bucket", total: ids.length, unit: "models" });
  for (const [i, id] of ids.entries()) {
    progress.update(i, id);
    const reading = await readArtefact(join(assets, "models", id));
    if (reading.kind === "absent") continue;
    if (reading.kind === "damaged" || reading.artefact.card.id !== id) {
      const reason = reading.kind === "damaged" ? reading.reason : `its card is that of ${reading.artefact.card.id}`;
      lines.push(`models/${id} is left out: ${reason}`);
      continue;
    }
    if (reading.kind === "unfit") lines.push(`models/${id} will answer nothing: ${reading.reason}`);
    const { version } = reading.artefact;
    const known = manifest.models[id];
    if (known?.versions.includes(version)) continue;
    await put(bucket, reading.artefact);
    if (known === undefined || (await isBundled(bucket, id, known.current))) {
      manifest = release(manifest, id, version);
      lines.push(`added ${id}@${version}`);
    } else {
      const versions = [version, ...known.versions];
      manifest = { ...manifest, models: { ...manifest.models, [id]: { current: known.current, versions } } };
      lines.push(`added ${id}@${version}; ${id}@${known.current}, which was published here, stays the current one`);
    }
  }
  progress.stop();
  if (manifest !== before || stored === null) await bucket.put(MANIFEST_KEY, `${JSON.stringify(manifest, null, 2)}\n`);
  return lines;
}

async function put(bucket: R2Bucket, { card, version, files }: Artefact): Promise<void> {
  for (const { name, path, sha256 } of files) {
    // workerd refuses the bytes if they changed since they were checked.
    const options = { sha256, customMetadata: { sha256, origin: BUNDLED } };
    await bucket.put(modelKey(card.id, version, name), await readFile(path), options);
  }
}

async function isBundled(bucket: R2Bucket, id: string, version: string): Promise<boolean> {
  const card = await bucket.head(modelKey(id, version, CARD_FILE));
  return card?.customMetadata?.origin === BUNDLED;
}

function parseManifest(text: string): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
