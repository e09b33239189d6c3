import { createHash } from "node:crypto";
import type { OwnRow } from "./own-rows.ts";
import { groupKey, labelsOf } from "./same-text.ts";

/** A tenth of the rows, but a hundred where a fifth of them is as many, and two thousand at most. */
const SHARE = 0.1;
const LEAST = 100;
const SMALL_SHARE = 0.2;
const MOST = 2_000;

/** The share of so many rows, in (0, 0.2]. */
export const devShare = (rows: number): number =>
  Math.min(Math.max(SHARE, Math.min(SMALL_SHARE, LEAST / rows)), MOST / rows);

export interface HashSplit {
  train: OwnRow[];
  dev: OwnRow[];
  share: number;
  /** Rows that train has since no other has their label. */
  keptForLabels: number;
}

/**
 * Rows whose text has a hash in the lowest `share` of all hashes are dev: the same text is always on the same side, whatever else the file has and in
 * whatever order. A label that would be missing from train brings its texts back, those with the largest hash first.
 */
export function splitByHash(rows: readonly OwnRow[], share = devShare(rows.length)): HashSplit {
  const groups = [...Map.groupBy(rows, ({ row }) => groupKey(row))]
    .map(([key, members]) => ({ members, at: place(key) }))
    .sort((a, b) => a.at - b.at);
  const below = groups.filter(({ at }) => at < share);
  const isDev = new Set(below);
  const labelsIn = (group: (typeof groups)[number]) => group.members.flatMap(({ row }) => labelsOf(row));
  const learnt = new Set(groups.filter((group) => !isDev.has(group)).flatMap(labelsIn));
  let keptForLabels = 0;
  for (const group of below.reverse()) {
    const labels = labelsIn(group);
    if (labels.every((label) => learnt.has(label))) continue;
    for (const label of labels) learnt.add(label);
    isDev.delete(group);
    keptForLabels += group.members.length;
  }
  const dev = new Set([...isDev].flatMap(({ members }) => members));
  return {
    train: rows.filter((row) => !dev.has(row)),
    dev: rows.filter((row) => dev.has(row)),
    share,
    keptForLabels,
  };
}

/** From 0 to 1, the same for the same text: the first 48 bits of its sha256. */
export const place = (key: string): number => createHash("sha256").update(key).digest().readUIntBE(0, 6) / 2 ** 48;
