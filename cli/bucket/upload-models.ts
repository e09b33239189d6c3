/** The one way in which a model gets into a bucket: files first, then one write that releases it. */
import { modelKey } from "../../r2-assets/format/keys.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import type { Bucket } from "./bucket.ts";
import { releaseModels } from "./release-models.ts";
import { type UploadFile, type UploadOutcome, uploadFiles } from "./upload-files.ts";

export interface ModelUpload extends UploadOutcome {
  models: { id: string; version: string }[];
  /** False when the manifest said so already. */
  released: boolean;
}

export interface UploadOptions {
  /** What goes along with them. */
  others?: readonly UploadFile[];
  /** Those that do not become current: they can be gone back to. */
  kept?: ReadonlySet<Artefact>;
  /** Who puts them there. */
  origin?: string;
  onProgress?: (safeBytes: number, key: string) => void;
}

/**
 * Uploads whole artefacts and, before them, `others`; only when all of it is safe is the manifest written.
 * An interrupted upload has released nothing, and goes on when called again. Throws CliError as uploadFiles does.
 */
export async function uploadModels(
  bucket: Bucket,
  artefacts: readonly Artefact[],
  { others = [], kept = new Set(), origin, onProgress }: UploadOptions = {},
): Promise<ModelUpload> {
  const files = artefacts.flatMap(modelFiles).map((file) => ({ ...file, ...(origin !== undefined && { origin }) }));
  const outcome = await uploadFiles(bucket, [...others, ...files], onProgress);
  const releases = artefacts.map((artefact) => ({
    id: artefact.card.id,
    version: artefact.version,
    ...(kept.has(artefact) && { kept: true as const }),
  }));
  const { written } = await releaseModels(bucket, releases);
  return { models: releases.map(({ id, version }) => ({ id, version })), ...outcome, released: written };
}

/** The files of an artefact under the keys of its version. */
export const modelFiles = ({ card, version, files }: Artefact): UploadFile[] =>
  files.map(({ name, ...file }) => ({ ...file, key: modelKey(card.id, version, name) }));
