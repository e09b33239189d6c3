/** Where an S3 bucket is and with which keys, from options and the environment. */
import { CliError } from "../cli-error.ts";

export interface S3Access {
  /** `https://<account>.r2.cloudflarestorage.com`, or the one named. No trailing slash. */
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/**
 * R2's own names come first: R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, or AWS_*; CLOUDFLARE_ACCOUNT_ID unless an
 * endpoint is named. Both keys are taken from the same family. Throws CliError naming what is missing.
 */
export function s3AccessFrom(env: NodeJS.ProcessEnv, endpoint?: string): S3Access {
  const family = env.R2_ACCESS_KEY_ID ? "R2" : env.AWS_ACCESS_KEY_ID ? "AWS" : undefined;
  if (family === undefined) {
    throw new CliError("no keys for the bucket: set R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, or upload with --local");
  }
  const secretAccessKey = env[`${family}_SECRET_ACCESS_KEY`];
  if (!secretAccessKey) throw new CliError(`${family}_ACCESS_KEY_ID is set, but ${family}_SECRET_ACCESS_KEY is not`);
  return {
    endpoint: endpoint === undefined ? r2Endpoint(env.CLOUDFLARE_ACCOUNT_ID) : checkedEndpoint(endpoint),
    accessKeyId: env[`${family}_ACCESS_KEY_ID`]!,
    secretAccessKey,
    ...(family === "AWS" && env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
  };
}

function r2Endpoint(account: string | undefined): string {
  if (!account) throw new CliError("which account? set CLOUDFLARE_ACCOUNT_ID, or name the S3 API with --endpoint");
  if (!/^[0-9a-f]{32}$/.test(account)) throw new CliError("CLOUDFLARE_ACCOUNT_ID is not 32 hexadecimal digits");
  return `https://${account}.r2.cloudflarestorage.com`;
}

function checkedEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new CliError(`--endpoint ${endpoint} is not an http(s) address`);
  }
  return url.href.replace(/\/+$/, "");
}
