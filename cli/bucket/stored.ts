/** Whether a bucket holds what it should: the question before and after every upload, and before every release. */
import { readCard } from "../../r2-assets/format/artefact-check.ts";
import { type Damaged, damaged } from "../../r2-assets/format/damaged.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, modelKey } from "../../r2-assets/format/keys.ts";
import type { Bucket } from "./bucket.ts";

export interface Expected {
  bytes: number;
  sha256: string;
  /** Compared where the store computes md5 by itself: a second opinion that doesn't rest on what the writer claimed. */
  md5?: string;
}

/** True when the object is there with that content. Downloads it only when the store knows no digest to compare. */
export async function holds(bucket: Bucket, key: string, expected: Expected): Promise<boolean> {
  const stat = await bucket.head(key);
  if (stat === undefined || stat.bytes !== expected.bytes) return false;
  if (stat.sha256 !== undefined && stat.sha256 !== expected.sha256) return false;
  if (stat.md5 !== undefined && expected.md5 !== undefined) return stat.md5 === expected.md5;
  if (stat.sha256 !== undefined) return true;
  const object = await bucket.get(key);
  return object !== undefined && (await sha256(object.bytes)) === expected.sha256;
}

export type StoredVersion = { kind: "whole" } | { kind: "absent" } | Damaged;

/** Whether every file of a model's version lies in the bucket as its card says. */
export async function storedVersion(bucket: Bucket, id: string, version: string): Promise<StoredVersion> {
  const stored = await bucket.get(modelKey(id, version, CARD_FILE));
  if (stored === undefined) return { kind: "absent" };
  const reading = await readCard(stored.bytes, CARD_FILE, { id, version });
  if (reading.kind === "damaged") return reading;
  for (const [name, expected] of Object.entries(reading.card.files)) {
    // Asked by digest: what an artefact's bytes are was checked before they were sent.
    if (!(await holds(bucket, modelKey(id, version, name), expected)))
      return damaged(`${name} is missing or not as its card says`);
  }
  return { kind: "whole" };
}
