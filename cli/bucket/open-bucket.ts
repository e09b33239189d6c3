import { CliError } from "../cli-error.ts";
import type { Bucket } from "./bucket.ts";
import { localR2Bucket } from "./local-r2-bucket.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { s3AccessFrom } from "./s3-credentials.ts";

export interface BucketOptions {
  bucket?: string;
  endpoint?: string;
  local?: boolean;
  state: string;
}

/** R2's rule for bucket names. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** The bucket that a command line names. Throws CliError when the options or the keys in `env` don't name one. */
export async function openBucket(
  { bucket, endpoint, local, state }: BucketOptions,
  env = process.env,
): Promise<Bucket> {
  if (local) {
    if (bucket !== undefined || endpoint !== undefined)
      throw new CliError("--local takes neither --bucket nor --endpoint");
    return localR2Bucket(state);
  }
  if (bucket === undefined)
    throw new CliError("to which bucket? name it with --bucket, or take the local one with --local");
  if (!BUCKET_NAME.test(bucket)) {
    throw new CliError(`--bucket ${bucket}: a bucket's name is 3 to 63 lower-case letters, digits and hyphens`);
  }
  return s3Bucket(s3AccessFrom(env, endpoint), bucket);
}
