import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { seededRandom, shuffle } from "../data/random.ts";
import { type RowsOfFiles, readFiles } from "./read-files.ts";
import type { RowLimits } from "./task.ts";

/** Where both splits of a task lie; files and suites side by side. */
export interface Places {
  train: readonly SuiteDescription[];
  suites: readonly SuiteDescription[];
  /** So many rows of each suite, the first ones; undefined takes all. */
  devRows: number | undefined;
  /** So many rows of each training file are dev instead, and the suites are not read. */
  heldOut: number | undefined;
}

interface Splits<K extends RowKind> {
  train: RowsOfFiles<K>;
  dev: RowsOfFiles<K>;
}

/** Rows to learn from and rows to be judged by, file by file. Throws as `readFiles` does. */
export async function readSplits<K extends RowKind>(
  folder: string,
  { train, suites, devRows, heldOut }: Places,
  limit: RowLimits,
): Promise<Splits<K>> {
  if (heldOut !== undefined) return partHeldOut(await readFiles<K>(folder, train, EVERYTHING), heldOut, limit);
  return {
    train: await readFiles<K>(folder, train, { each: limit.each, all: limit.train }),
    dev: await readFiles<K>(folder, suites, { each: devRows ?? null, all: limit.dev }),
  };
}

const EVERYTHING = { each: null, all: null };

/** One seed for all recipes, whatever theirs: what one of them is judged by, none learns from. */
const SEED = 17;

/** In a drawn order, since a file may be sorted by label and limits take the first rows. */
function partHeldOut<K extends RowKind>(
  { rows, sha256 }: RowsOfFiles<K>,
  heldOut: number,
  limit: RowLimits,
): Splits<K> {
  const drawn = rows.map((file) => shuffle([...file], seededRandom(SEED)));
  const from = (start: number, end: number, most: number | null) =>
    drawn.map((file) => file.slice(start, end).slice(0, most ?? file.length));
  return {
    train: { rows: from(heldOut, Number.POSITIVE_INFINITY, limit.train ?? limit.each ?? null), sha256 },
    dev: { rows: from(0, heldOut, limit.dev), sha256: [`${heldOut}`] },
  };
}
