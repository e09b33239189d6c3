/** Gives a bucket the models that come with the checkout. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { R2Bucket } from "@cloudflare/workers-types";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { emptyManifest, Manifest, release } from "../../r2-assets/format/manifest.ts";
import { createProgress } from "../ui/progress.ts";
import { isMissing, listFolders } from "./folders.ts";

/** Marks the cards that seeding wrote, so that a later seeding knows them from those a user published. */
const BUNDLED = { origin: "bundled" };

type Bundled =
  | { kind: "intact"; id: string; version: string; files: Map<string, Uint8Array> }
  | { kind: "broken"; id: string; reason: string };

/**
 * Puts every version that lies in `<assets>/models/<id>/` and not in the bucket, and writes the manifest last. A new
 * version becomes current unless the current one was published by the user. Returns a line for each thing worth
 * telling; a folder that does not match its card is left out and told of.
 */
export async function seedModels(bucket: R2Bucket, assets: string): Promise<string[]> {
  const stored = await bucket.get(MANIFEST_KEY);
  const before = stored === null ? emptyManifest() : Manifest.parse(await stored.json());
  const lines: string[] = [];
  let manifest = before;
  const ids = await listFolders(join(assets, "models"));
  const progress = createProgress({ label: "seeding the bucket", total: ids.length, unit: "models" });
  for (const [i, id] of ids.entries()) {
    progress.update(i, id);
    const model = await readBundled(join(assets, "models", id), id);
    if (model.kind === "broken") {
      lines.push(`${id} is left out: ${model.reason}`);
      continue;
    }
    const { version, files } = model;
    const known = manifest.models[id];
    if (known?.versions.includes(version)) continue;
    for (const [name, bytes] of files) {
      await bucket.put(modelKey(id, version, name), bytes, name === CARD_FILE ? { customMetadata: BUNDLED } : {});
    }
    if (known === undefined || (await isBundled(bucket, id, known.current))) {
      manifest = release(manifest, id, version);
      lines.push(`added ${id}@${version}`);
    } else {
      const versions = [version, ...known.versions];
      manifest = { ...manifest, models: { ...manifest.models, [id]: { current: known.current, versions } } };
      lines.push(`added ${id}@${version}; your own ${id}@${known.current} stays the current one`);
    }
  }
  if (manifest !== before || stored === null) await bucket.put(MANIFEST_KEY, `${JSON.stringify(manifest, null, 2)}\n`);
  progress.stop();
  return lines;
}

async function isBundled(bucket: R2Bucket, id: string, version: string): Promise<boolean> {
  const card = await bucket.head(modelKey(id, version, CARD_FILE));
  return card?.customMetadata?.origin === BUNDLED.origin;
}

/** The files of a version, each checked against its digest, the card last. */
async function readBundled(folder: string, id: string): Promise<Bundled> {
  const broken = (reason: string): Bundled => ({ kind: "broken", id, reason });
  const files = new Map<string, Uint8Array>();
  try {
    const cardJson = await readFile(join(folder, CARD_FILE));
    const parsed = Card.safeParse(JSON.parse(cardJson.toString()));
    if (!parsed.success) return broken(`${CARD_FILE} is not a card (${parsed.error.issues[0]?.message})`);
    if (parsed.data.id !== id) return broken(`${CARD_FILE} is the card of ${parsed.data.id}`);
    for (const [name, promised] of Object.entries(parsed.data.files)) {
      const bytes = await readFile(join(folder, name));
      if ((await sha256(bytes)) !== promised.sha256) return broken(`${name} does not have the sha256 its card lists`);
      files.set(name, bytes);
    }
    files.set(CARD_FILE, cardJson);
    return { kind: "intact", id, version: await versionOf(cardJson), files };
  } catch (error) {
    if (error instanceof SyntaxError) return broken(`${CARD_FILE} is not JSON`);
    if (isMissing(error)) return broken(`${basename((error as NodeJS.ErrnoException).path ?? "a file")} is missing`);
    throw error;
  }
}
