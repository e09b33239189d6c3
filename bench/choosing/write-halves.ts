/**
 * Writes `bench/halves/halves.json`: of each recorded dev split whose rows come in clusters the half of every cluster, by the rows.
 *
 *     node bench/choosing/write-halves.ts DATA
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SUITES } from "../../eval/suites/index.ts";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import { halvesOf } from "../../trainer/tasks/halves-of.ts";
import { TASKS } from "../../trainer/tasks/index.ts";
import { readRows } from "../../trainer/tasks/read-rows.ts";
import { HALVES_FILE, type Halves, toBits } from "../halves/halves.ts";
import { readSources } from "../results/sources.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const [data] = process.argv.slice(2);
if (data === undefined) throw new Error("give the data folder: node bench/choosing/write-halves.ts DATA");

const { suites } = await readSources(ROOT);
const noted: Halves = {};
for (const id of TASKS.flatMap(({ suites: own }) => (own.length === 1 ? own : [])).sort()) {
  const { clusters_sha256 } = suites.get(id) ?? {};
  if (clusters_sha256 === undefined) continue;
  const clusterOf = readClusters(await readFile(join(ROOT, "r2-assets/suites", id, "clusters.ndjson"), "utf8"));
  const { report } = await halvesOf([(await readRows(data, SUITES[id]!)).rows], [SUITES[id]!]);
  const unseen = new Set(report.flat().map((row) => row.id));
  const flags: boolean[] = [];
  for (const [row, cluster] of clusterOf) {
    const half = unseen.has(row);
    if ((flags[cluster] ?? half) !== half) throw new Error(`${id}: a cluster of ${row} lies in both halves`);
    flags[cluster] = half;
  }
  noted[id] = { clusters_sha256, unseen: toBits(flags) };
  console.log(
    `${id}: ${unseen.size} of ${clusterOf.size} rows, ${flags.filter(Boolean).length} of ${flags.length} clusters`,
  );
}
await writeFile(join(ROOT, HALVES_FILE), `${JSON.stringify(noted, null, 1)}\n`);
