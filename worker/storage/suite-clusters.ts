/** Which rows of a suite belong together, as its figures and comparisons need it. */
import { type Clusters, clustersListed, clustersToldByPredictions } from "../../eval/kinds/clusters.ts";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import { suiteClustersKey } from "../../r2-assets/format/keys.ts";
import { getDigested } from "./digested.ts";
import type { Grouped } from "./grouped.ts";

/**
 * The clusters of the rows with this digest; null where rows are by themselves, where the suite has other rows by now, and where
 * the list is not here. Throws DamagedError where it is another than the suite says.
 */
export async function suiteClusters(
  bucket: R2Bucket,
  suite: Grouped,
  rows: string = suite.sha256,
): Promise<Clusters | null> {
  const { id, sha256, group, clusters_sha256 } = suite;
  if (group === undefined || sha256 !== rows) return null;
  if (clusters_sha256 === undefined) return clustersToldByPredictions(suite);
  const object = await getDigested(bucket, suiteClustersKey(id, sha256, clusters_sha256), clusters_sha256, {
    slug: "suite-damaged",
    what: `the stored list of ${id}'s clusters`,
  });
  return object && clustersListed(group, readClusters(await object.text()));
}
