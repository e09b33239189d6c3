/** Models from `r2-assets/models` (or anywhere) into a bucket: files first, then one write that releases them. */
import { modelKey } from "../../r2-assets/format/keys.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import type { Bucket } from "./bucket.ts";
import { releaseModels } from "./release-models.ts";
import { type UploadFile, type UploadOutcome, uploadFiles } from "./upload-files.ts";

export interface ModelUpload extends UploadOutcome {
  models: { id: string; version: string }[];
  /** False when every version was current already. */
  released: boolean;
}

/**
 * Uploads whole artefacts and, beside them, `others`; only when all of it is safe is the manifest written.
 * An interrupted upload has released nothing, and goes on when called again. Throws CliError as uploadFiles does.
 */
export async function uploadModels(
  bucket: Bucket,
  artefacts: readonly Artefact[],
  others: readonly UploadFile[] = [],
  onProgress?: (safeBytes: number, key: string) => void,
): Promise<ModelUpload> {
  const outcome = await uploadFiles(bucket, [...others, ...artefacts.flatMap(modelFiles)], onProgress);
  const models = artefacts.map(({ card, version }) => ({ id: card.id, version }));
  const { written } = await releaseModels(
    bucket,
    models.map(({ id, version }) => [id, version]),
  );
  return { models, ...outcome, released: written };
}

/** The files of an artefact under the keys of its version. */
export const modelFiles = ({ card, version, files }: Artefact): UploadFile[] =>
  files.map(({ name, ...file }) => ({ ...file, key: modelKey(card.id, version, name) }));
