import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Clusters, clustersListed, clustersToldByPredictions } from "../../eval/kinds/clusters.ts";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";

/** Which rows of a recorded suite belong together; null where they are by themselves. */
export async function recordedClusters(root: string, suite: SuiteInfo): Promise<Clusters | null> {
  const { id, group, clusters_sha256 } = suite;
  if (group === undefined) return null;
  if (clusters_sha256 === undefined) return clustersToldByPredictions(suite);
  const file = join(root, "r2-assets/suites", id, "clusters.ndjson");
  return clustersListed(group, readClusters(await readFile(file, "utf8")));
}
