import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { seededRandom, shuffle } from "../data/random.ts";
import { firstOf, type RowsOfFiles, readFiles } from "./read-files.ts";
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

export interface Splits<K extends RowKind> {
  train: RowsOfFiles<K>;
  dev: RowsOfFiles<K>;
}

/**
 * Rows to learn from and rows to be judged by, file by file. `moreOf` reads further files of rows to learn from, given those of both splits. Throws as
 * `readFiles` does.
 */
export async function readSplits<K extends RowKind>(
  folder: string,
  { train, suites, devRows, heldOut }: Places,
  limit: RowLimits,
  moreOf: (splits: Splits<K>) => Promise<RowsOfFiles<K>>,
): Promise<Splits<K>> {
  const parts =
    heldOut === undefined
      ? { train: await readFiles<K>(folder, train, limit.each), dev: await readFiles<K>(folder, suites, devRows) }
      : partHeldOut(await readFiles<K>(folder, train), heldOut);
  const more = await moreOf(parts);
  const all: RowsOfFiles<K> = {
    rows: [...parts.train.rows, ...more.rows],
    sha256: [...parts.train.sha256, ...more.sha256],
  };
  return {
    train: firstOf(all, { each: limit.each, all: limit.train }),
    dev: firstOf(parts.dev, { each: devRows, all: limit.dev }),
  };
}

/** One seed for all recipes, whatever theirs: what one of them is judged by, none learns from. */
const SEED = 17;

/** In a drawn order, since a file may be sorted by label and limits take the first rows. */
function partHeldOut<K extends RowKind>({ rows, sha256 }: RowsOfFiles<K>, heldOut: number): Splits<K> {
  const drawn = rows.map((file) => shuffle([...file], seededRandom(SEED)));
  return {
    train: { rows: drawn.map((file) => file.slice(heldOut)), sha256 },
    dev: { rows: drawn.map((file) => file.slice(0, heldOut)), sha256: [`${heldOut}`] },
  };
}
