import { adler32 } from "./adler32.ts";

/** Which rows of a suite are scored. `sample` picks first, then `limit` cuts. */
export interface Choice {
  /** The first so many, in canonical order. */
  limit?: number;
  /**
   * So many with the smallest adler32 of their id: the same ones on every machine. Not drawn at random: of ids that count on, the low
   * numbers come first (of `imdb/test`, sorted by label, 68 % are negative).
   */
  sample?: number;
  /** The stratum of each row: `sample` then takes so many of each. */
  strata?: readonly string[];
}

/** The positions of the chosen rows, ascending, given the ids in canonical order. Equal checksums go by id. */
export function chooseRows(ids: readonly string[], { limit, sample, strata }: Choice): number[] {
  let chosen = ids.map((_, position) => position);
  if (sample !== undefined) {
    const groups = strata ? Map.groupBy(chosen, (position) => strata[position]).values() : [chosen];
    chosen = [...groups].flatMap((group) => smallest(group, ids, sample)).sort((x, y) => x - y);
  }
  return limit === undefined ? chosen : chosen.slice(0, limit);
}

function smallest(positions: readonly number[], ids: readonly string[], count: number): number[] {
  if (count >= positions.length) return [...positions];
  return positions
    .map((position) => ({ position, checksum: adler32(ids[position]) }))
    .sort((x, y) => x.checksum - y.checksum || x.position - y.position)
    .slice(0, count)
    .map(({ position }) => position);
}
