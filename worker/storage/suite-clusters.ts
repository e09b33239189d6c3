/** Which rows of a suite belong together, as its figures and comparisons need it. */
import { type Clusters, clustersListed, clustersToldByPredictions } from "../../eval/kinds/clusters.ts";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import { suiteClustersKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { getDigested } from "./digested.ts";

/** What is known of a suite's clusters without its rows. */
export type Grouped = Pick<SuiteInfo, "id" | "sha256" | "group" | "clusters_sha256">;

/**
 * The clusters of the rows with this digest; null where rows are by themselves, where the suite has other rows by now, and where
 * the list is not here. Throws DamagedError where it is another than the suite says.
 */
export async function suiteClusters(
  bucket: R2Bucket,
  suite: Grouped,
  rows: string = suite.sha256,
): Promise<Clusters | null> {
  const { sha256, group, clusters_sha256 } = suite;
  if (group === undefined || sha256 !== rows) return null;
  if (clusters_sha256 === undefined) return clustersToldByPredictions(suite);
  const list = await clusterList(bucket, suite, clusters_sha256);
  return list === null ? null : clustersListed(group, readClusters(list));
}

/** The list with this digest, as it lies beside the rows: a line a cluster. Null where it is not here. Throws DamagedError. */
export async function clusterList(
  bucket: R2Bucket,
  { id, sha256 }: Pick<Grouped, "id" | "sha256">,
  clusters_sha256: string,
): Promise<string | null> {
  const object = await getDigested(bucket, suiteClustersKey(id, sha256, clusters_sha256), clusters_sha256, {
    slug: "suite-damaged",
    what: `the stored list of ${id}'s clusters`,
  });
  return object === null ? null : object.text();
}
