/** Files into a bucket: only those that are not there yet, each verified afterwards. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { type Bucket, contentTypeOf, MAX_OBJECT_BYTES } from "./bucket.ts";
import { holds } from "./stored.ts";

export interface UploadFile {
  key: string;
  path: string;
  bytes: number;
  sha256: string;
  /** Who puts it there, where that will be asked. */
  origin?: string;
}

export interface UploadOutcome {
  /** Keys, in the order they were written. */
  sent: string[];
  /** Keys that were there already with the right content. */
  kept: string[];
}

/**
 * Uploads one file after the other; a second call after an interruption goes on where the first one stopped, at the
 * granularity of a file. `onProgress` is told the bytes that are safe and the key now under way.
 * Throws CliError when a file is too large, changed since it was checked, or is not in the bucket as it was sent.
 */
export async function uploadFiles(
  bucket: Bucket,
  files: readonly UploadFile[],
  onProgress: (safeBytes: number, key: string) => void = () => {},
): Promise<UploadOutcome> {
  const tooLarge = files.find((file) => file.bytes > MAX_OBJECT_BYTES);
  if (tooLarge)
    throw new CliError(`${tooLarge.path} is larger than ${MAX_OBJECT_BYTES / 2 ** 20} MiB: nothing was uploaded`);
  const outcome: UploadOutcome = { sent: [], kept: [] };
  let safeBytes = 0;
  for (const { key, path, bytes, sha256, origin } of files) {
    onProgress(safeBytes, key);
    const content = await readFile(path);
    const expected = { bytes, sha256, md5: createHash("md5").update(content).digest("hex") };
    if (createHash("sha256").update(content).digest("hex") !== sha256)
      throw new CliError(`${path} changed while it was uploaded`);
    if (await holds(bucket, key, expected)) {
      outcome.kept.push(key);
    } else {
      await bucket.put(key, content, { contentType: contentTypeOf(key), sha256, ...(origin && { origin }) });
      if (!(await holds(bucket, key, expected))) throw new CliError(`${key} is not in ${bucket.name} as it was sent`);
      outcome.sent.push(key);
    }
    safeBytes += bytes;
  }
  onProgress(safeBytes, "");
  return outcome;
}
