/**
 * Which half of dev a row is in, told without the rows: by its id where it is by itself, else by what `choosing/write-halves.ts` noted of its
 * cluster, since that half goes by a text which is not here.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import { Sha256, SuiteId } from "../../r2-assets/format/names.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { halvesOf } from "../../trainer/tasks/halves-of.ts";

export const HALVES_FILE = "bench/halves/halves.json";

/** Of each suite with a list of clusters. */
export const Halves = z.record(
  SuiteId,
  z.strictObject({
    /** The list whose lines are meant. */
    clusters_sha256: Sha256,
    /** A bit a cluster, four in a digit, the first in the highest place: 1 where its rows chose nothing. */
    unseen: z.string().regex(/^[0-9a-f]+$/),
  }),
);
export type Halves = z.infer<typeof Halves>;

export const toBits = (flags: readonly boolean[]): string =>
  Array.from({ length: Math.ceil(flags.length / 4) }, (_, digit) =>
    [8, 4, 2, 1].reduce((sum, place, i) => sum + (flags[4 * digit + i] ? place : 0), 0).toString(16),
  ).join("");

export const bitAt = (bits: string, at: number): boolean =>
  ((Number.parseInt(bits[at >> 2]!, 16) >> (3 - (at & 3))) & 1) === 1;

/**
 * Of these rows of a recorded suite the ids of those that choose nothing where a recipe says `"choose": "half"`. Throws Error where the suite's clusters are not noted,
 * or others are.
 */
export async function unseenIds(root: string, suite: SuiteInfo, ids: readonly string[]): Promise<Set<string>> {
  const { id: name, group, clusters_sha256 } = suite;
  if (group === undefined) {
    const { report } = await halvesOf([ids.map((id) => ({ id }))], [{ id: name }]);
    return new Set(report[0]!.map(({ id }) => id));
  }
  const noted = Halves.parse(JSON.parse(await readFile(join(root, HALVES_FILE), "utf8")))[name];
  if (noted === undefined || noted.clusters_sha256 !== clusters_sha256)
    throw new Error(
      `${HALVES_FILE} does not know the clusters of ${name}: node bench/choosing/write-halves.ts DATA notes them`,
    );
  const clusterOf = readClusters(await readFile(join(root, "r2-assets/suites", name, "clusters.ndjson"), "utf8"));
  return new Set(ids.filter((id) => clusterOf.has(id) && bitAt(noted.unseen, clusterOf.get(id)!)));
}
