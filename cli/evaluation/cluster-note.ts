import type { ClusteredBy } from "../../r2-assets/format/run.ts";

/**
 * That intervals are by whole clusters of rows, and what this changes; nothing where rows are by themselves. Of several figures
 * over the same rows: `1.0 to 1.2 times`.
 */
export function clusterNote(figures: readonly (ClusteredBy | undefined)[]): string[] {
  const told = figures.filter((clusters) => clusters !== undefined);
  const [first] = told;
  if (first === undefined) return [];
  const counts = span(told.map(({ n }) => n).sort((x, y) => x - y));
  const widenings = told.flatMap(({ widening }) => widening ?? []).sort((x, y) => x - y);
  const by = `intervals by ${counts} ${first.n === 1 && told.length === 1 ? "cluster" : "clusters"} of rows with the same ${first.by}`;
  if (widenings.length === 0) return [`${by}: none, as one cluster has no spread`];
  return [`${by}: ${span(widenings, (ratio) => ratio.toFixed(1))} times as wide as by rows`];
}

/** `2,067`, or `3 to 12` where the ends differ as they are written. */
function span(ascending: readonly number[], written = (value: number) => value.toLocaleString("en")): string {
  const [low, high] = [written(ascending[0]!), written(ascending.at(-1)!)];
  return low === high ? low : `${low} to ${high}`;
}
