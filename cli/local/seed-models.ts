/** Gives a bucket the models that come with the checkout. */
import { join } from "node:path";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import type { Bucket } from "../bucket/bucket.ts";
import { storedManifest } from "../bucket/release-models.ts";
import { modelFiles, uploadModels } from "../bucket/upload-models.ts";
import { listFolders } from "../files/folders.ts";
import { createProgress } from "../ui/progress.ts";

/** Marks what seeding wrote, so that a later seeding knows it from what a user published. */
const BUNDLED = "bundled";

/**
 * Puts every version that lies in `<assets>/models/<id>/` and not in the bucket. A new version becomes current unless the
 * current one was published by the user. Returns a line for each thing worth telling; a folder that does not match its card
 * is left out, and told of as is a model that no text can be put to.
 */
export async function seedModels(bucket: Bucket, assets: string): Promise<string[]> {
  const stored = await storedManifest(bucket);
  if (stored.kind === "damaged") return [`${MANIFEST_KEY} in the bucket is damaged: no model was added`];
  const lines: string[] = [];
  const artefacts: Artefact[] = [];
  const kept = new Set<Artefact>();
  for (const id of await listFolders(join(assets, "models"))) {
    const reading = await readArtefact(join(assets, "models", id));
    if (reading.kind === "absent") continue;
    if (reading.kind === "damaged" || reading.artefact.card.id !== id) {
      const reason = reading.kind === "damaged" ? reading.reason : `its card is that of ${reading.artefact.card.id}`;
      lines.push(`models/${id} is left out: ${reason}`);
      continue;
    }
    if (reading.kind === "unfit") lines.push(`models/${id} will answer nothing: ${reading.reason}`);
    const { artefact } = reading;
    const known = stored.manifest.models[id];
    if (known?.versions.includes(artefact.version)) continue;
    artefacts.push(artefact);
    const added = `added ${id}@${artefact.version}`;
    if (known === undefined || (await isBundled(bucket, id, known.current))) {
      lines.push(added);
    } else {
      kept.add(artefact);
      lines.push(`${added}; ${id}@${known.current}, which was published here, stays the current one`);
    }
  }
  const total = artefacts.flatMap(modelFiles).reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = createProgress({ label: "seeding the bucket", total: inKiB(total), unit: "KiB" });
  const onProgress = (bytes: number, key: string) => progress.update(inKiB(bytes), key);
  try {
    await uploadModels(bucket, artefacts, { kept, origin: BUNDLED, onProgress });
  } finally {
    progress.stop();
  }
  return lines;
}

async function isBundled(bucket: Bucket, id: string, version: string): Promise<boolean> {
  return (await bucket.head(modelKey(id, version, CARD_FILE)))?.origin === BUNDLED;
}

const inKiB = (bytes: number) => Math.round(bytes / 1024);
