import { adler32 } from "./adler32.ts";

/** Which rows of a suite are scored. `sample` picks first, then `limit` cuts. */
export interface Choice {
  /** The first so many, in canonical order. */
  limit?: number;
  /** So many with the smallest adler32 of their id: the same ones on every machine, and spread over the suite. */
  sample?: number;
}

/** The positions of the chosen rows, ascending, given the ids in canonical order. Equal checksums go by id. */
export function chooseRows(ids: readonly string[], { limit, sample }: Choice): number[] {
  let chosen = ids.map((_, position) => position);
  if (sample !== undefined && sample < ids.length) {
    const checksum = ids.map(adler32);
    chosen = chosen
      .sort((x, y) => checksum[x] - checksum[y] || x - y)
      .slice(0, sample)
      .sort((x, y) => x - y);
  }
  return limit === undefined ? chosen : chosen.slice(0, limit);
}
