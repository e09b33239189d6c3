import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { readRows } from "./read-rows.ts";

export interface RowsOfFiles<K extends RowKind> {
  /** File by file. */
  rows: RowOf[K][][];
  /** Of the files as they lie. */
  sha256: string[];
}

/** How many rows are taken: the first `each` of each file, and of these `all` in turn (`inTurn`). Null takes all. */
export interface Limits {
  each?: number | null | undefined;
  all: number | null;
}

/** Reads files one after another; of each no more than `most` rows are kept, since 47 of them may have a million. */
export async function readFiles<K extends RowKind>(
  folder: string,
  files: readonly SuiteDescription[],
  most?: number | null,
): Promise<RowsOfFiles<K>> {
  const read: RowsOfFiles<K> = { rows: [], sha256: [] };
  for (const file of files) {
    const { rows, sha256 } = await readRows<K>(folder, file);
    read.rows.push(rows.slice(0, most ?? rows.length));
    read.sha256.push(sha256);
  }
  return read;
}

/** The rows that limits leave. */
export function firstOf<K extends RowKind>(read: RowsOfFiles<K>, { each, all }: Limits): RowsOfFiles<K> {
  const lengths = read.rows.map(({ length }) => Math.min(length, each ?? length));
  const taken = all === null ? lengths : inTurn(lengths, all);
  return { ...read, rows: read.rows.map((rows, i) => rows.slice(0, taken[i])) };
}

/** How many come from each of several lists when `count` are taken one at a time, from each that has any left in turn. */
export function inTurn(lengths: readonly number[], count: number): number[] {
  const taken = lengths.map(() => 0);
  let left = count;
  for (let open = indices(lengths); left > 0 && open.length > 0; open = open.filter((i) => taken[i] < lengths[i])) {
    const share = Math.max(1, Math.floor(left / open.length));
    for (const i of open) {
      const more = Math.min(share, lengths[i] - taken[i], left);
      taken[i] += more;
      left -= more;
    }
  }
  return taken;
}

const indices = (list: readonly unknown[]): number[] => [...list.keys()];
