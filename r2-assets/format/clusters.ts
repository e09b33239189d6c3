/**
 * Which rows of a suite belong together, where that is not told by their predictions: one line a cluster, the ids of its rows as
 * a JSON array. No text of a row is in it, so that it may lie where the rows may not.
 */
import { sha256 } from "./digest.ts";

/** Canonical: ids sorted within a line, lines by their first id. */
export const canonicalClusters = (clusters: Iterable<readonly string[]>): string =>
  [...clusters]
    .map((ids) => [...ids].sort())
    .sort(([a], [b]) => (a! < b! ? -1 : 1))
    .map((ids) => `${JSON.stringify(ids)}\n`)
    .join("");

/** By the id of a row the number of its cluster, counted from 0 as the lines stand. */
export function readClusters(ndjson: string): Map<string, number> {
  const clusterOf = new Map<string, number>();
  for (const [cluster, line] of ndjson.split("\n").filter(Boolean).entries())
    for (const id of JSON.parse(line) as string[]) clusterOf.set(id, cluster);
  return clusterOf;
}

/** What a suite says of its clusters, in `suite.json`. */
export interface Grouping {
  group: string;
  clusters: number;
  clusters_sha256?: string;
}

/** `test` of behavioural rows and `groups.<name>` stand in every prediction: no file is needed to tell them. */
const isInPredictions = (column: string, behavioural: boolean): boolean =>
  (behavioural && column === "test") || column.startsWith("groups.");

/** What a suite says of these clusters, and the file that they go to, if any. */
export async function groupingOf(
  { group, clusters }: { group: string; clusters: readonly (readonly string[])[] },
  behavioural: boolean,
): Promise<{ told: Grouping; ndjson: string | null }> {
  const told = { group, clusters: clusters.length };
  if (isInPredictions(group, behavioural)) return { told, ndjson: null };
  const ndjson = canonicalClusters(clusters);
  return { told: { ...told, clusters_sha256: await sha256(ndjson) }, ndjson };
}
