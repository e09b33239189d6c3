import type { R2Bucket, R2Conditional, R2Object, R2PutOptions } from "@cloudflare/workers-types";
import { CliError } from "../cli-error.ts";
import { guardWorkerd } from "../state/child-guard.ts";
import { claimStateDir, openStateDir } from "../state/state-dir.ts";
import { openLocalStorage } from "../state/storage.ts";
import type { Bucket, PutOptions, Stat } from "./bucket.ts";

/**
 * The bucket that `retort serve` persists under the same state folder, opened by a workerd of our own. The folder is claimed
 * while it is open: throws CliError, naming the process, while a `retort serve` has it, as two would spoil its files.
 */
export async function localR2Bucket(stateDir: string): Promise<Bucket> {
  const path = await openStateDir(stateDir);
  const release = await claimStateDir(path);
  const dismissGuard = guardWorkerd();
  const storage = await openLocalStorage(path).catch(async (error: unknown) => {
    dismissGuard();
    await release();
    throw error;
  });
  return {
    ...r2Bucket(storage.BUCKET, `local bucket in ${stateDir}`),
    async close() {
      await storage.close();
      dismissGuard();
      await release();
    },
  };
}

/** One that somebody else has opened, and will close. */
export function r2Bucket(r2: R2Bucket, name: string): Bucket {
  return {
    name,
    async get(key) {
      const object = await r2.get(key);
      return object ? { bytes: new Uint8Array(await object.arrayBuffer()), etag: object.etag } : undefined;
    },
    async head(key) {
      const object = await r2.head(key);
      return object ? statOf(object) : undefined;
    },
    async put(key, bytes, options) {
      await refusedAsCliError(key, () => r2.put(key, bytes, putOptions(options)));
    },
    async putIf(condition, key, bytes, options) {
      const onlyIf: R2Conditional =
        condition === "absent" ? { etagDoesNotMatch: "*" } : { etagMatches: condition.etag };
      const object = await refusedAsCliError(key, () => r2.put(key, bytes, { ...putOptions(options), onlyIf }));
      return object === null ? { kind: "changed" } : { kind: "written", etag: object.etag };
    },
    async list(prefix) {
      const keys: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await r2.list({ prefix, ...(cursor !== undefined && { cursor }) });
        keys.push(...page.objects.map((object) => object.key));
        if (!page.truncated) return keys.sort();
        cursor = page.cursor;
      }
    },
    async delete(key) {
      await r2.delete(key);
    },
    async close() {},
  };
}

const putOptions = ({ contentType, sha256, origin }: PutOptions): R2PutOptions => ({
  sha256, // workerd compares it with the bytes
  httpMetadata: { contentType },
  customMetadata: { sha256, ...(origin !== undefined && { origin }) },
});

function statOf({ size, etag, customMetadata }: R2Object): Stat {
  const { sha256, origin } = customMetadata ?? {};
  return {
    bytes: size,
    etag,
    ...(sha256 !== undefined && { sha256 }),
    ...(origin !== undefined && { origin }),
    ...(/^[0-9a-f]{32}$/.test(etag) && { md5: etag }),
  };
}

async function refusedAsCliError<T>(key: string, put: () => Promise<T>): Promise<T> {
  try {
    return await put();
  } catch (error) {
    if (!/SHA-256 checksum/.test((error as Error).message)) throw error;
    throw new CliError(`${key} was not stored: its bytes don't have the sha256 named`);
  }
}
