/** Whether a bucket holds what it should: the question before and after every upload, and before every release. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, modelKey } from "../../r2-assets/format/keys.ts";
import { parseCard } from "../artefact/artefact-folder.ts";
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

export type StoredVersion = { kind: "whole" } | { kind: "absent" } | { kind: "damaged"; reason: string };

/** Whether every file of a model's version lies in the bucket as its card says. */
export async function storedVersion(bucket: Bucket, id: string, version: string): Promise<StoredVersion> {
  const stored = await bucket.get(modelKey(id, version, CARD_FILE));
  if (stored === undefined) return { kind: "absent" };
  if (!(await sha256(stored.bytes)).startsWith(version)) {
    return { kind: "damaged", reason: `its ${CARD_FILE} is not the one that named it` };
  }
  const card = parseCard(stored.bytes);
  if (typeof card === "string") return { kind: "damaged", reason: card };
  if (card.id !== id) return { kind: "damaged", reason: `its ${CARD_FILE} is the card of ${card.id}` };
  for (const [name, expected] of Object.entries(card.files)) {
    if (!(await holds(bucket, modelKey(id, version, name), expected))) {
      return { kind: "damaged", reason: `${name} is missing or not as its card says` };
    }
  }
  return { kind: "whole" };
}
