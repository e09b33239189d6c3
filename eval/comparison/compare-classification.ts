import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { mcnemarExact } from "../statistics/mcnemar.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { pairedTable } from "../statistics/paired-table.ts";
import type { Interval } from "../statistics/wilson.ts";
import { lengthBucket } from "./length-bucket.ts";

/** Two models on the same rows. Differences are a - b, fractions; a positive one favours a. */
export interface PairedFigures {
  n: number;
  /** Accuracy of each. */
  a: number;
  b: number;
  difference: number;
  ci95: Interval;
  test: "mcnemar-exact";
  p_value: number;
  /** Rows that only one of the two got right. */
  discordant: { a_only: number; b_only: number };
  /** Share of rows on which both predict the same label; a row that one could not answer agrees with nothing. */
  agreement: number;
}

/** The same figures over the rows that share a gold label or a length. p values of slices are not corrected for their number. */
export interface Slice extends PairedFigures {
  by: "label" | "length";
  value: string;
}

/** A row on which exactly one model is right. */
export interface Example {
  id: string;
  gold: string;
  a: string | null;
  b: string | null;
  text_a?: string;
  text_b?: string;
}

export interface Comparison extends PairedFigures {
  slices: Slice[];
  examples: Example[];
}

export type ComparisonOutcome = { kind: "comparison"; comparison: Comparison } | { kind: "refused"; reason: string };

type Pair = [a: ClassificationPrediction, b: ClassificationPrediction];

/** As many discordant rows are listed, in the order of their ids. */
const EXAMPLES = 200;

/**
 * Compares two runs row by row, paired by id: accuracies, Newcombe's interval for their difference, exact McNemar,
 * agreement, slices by gold label and (where `rows` gives the texts) by length, and the rows that tell them apart.
 *
 * Refuses, with the reason, runs over different rows or with different gold.
 */
export function compareClassification(
  a: readonly ClassificationPrediction[],
  b: readonly ClassificationPrediction[],
  rows?: ReadonlyMap<string, ClassificationRow>,
): ComparisonOutcome {
  const paired = pair(a, b);
  if (typeof paired === "string") return { kind: "refused", reason: paired };
  if (paired.length === 0) return { kind: "refused", reason: "there are no rows to compare" };

  const byLabel = slices("label", paired, ([x]) => x.gold);
  const byLength = slices("length", paired, ([x]) => {
    const row = rows?.get(x.id);
    return row && lengthBucket(row);
  });
  const examples = paired
    .filter(([x, y]) => x.correct !== y.correct)
    .slice(0, EXAMPLES)
    .map(([x, y]) => example(x, y, rows?.get(x.id)));
  return { kind: "comparison", comparison: { ...figures(paired), slices: [...byLabel, ...byLength], examples } };
}

/** The rows of both, in the order of their ids, or why they can't be paired. */
function pair(a: readonly ClassificationPrediction[], b: readonly ClassificationPrediction[]): Pair[] | string {
  const [inA, inB] = [byId(a), byId(b)];
  if (inA.size !== a.length || inB.size !== b.length) return "a run has two predictions for one row";
  const onlyA = [...inA.keys()].filter((id) => !inB.has(id));
  const onlyB = [...inB.keys()].filter((id) => !inA.has(id));
  if (onlyA.length + onlyB.length > 0)
    return `the runs cover different rows: ${onlyA.length} are only in a, ${onlyB.length} only in b, ${onlyA[0] ?? onlyB[0]} for one`;
  const pairs = [...inA.values()].map((x): Pair => [x, inB.get(x.id) as ClassificationPrediction]);
  const torn = pairs.find(([x, y]) => x.gold !== y.gold);
  if (torn) return `the runs disagree on the gold label of ${torn[0].id}: ${torn[0].gold} and ${torn[1].gold}`;
  return pairs.sort(([x], [y]) => (x.id < y.id ? -1 : 1));
}

const byId = (predictions: readonly ClassificationPrediction[]) => new Map(predictions.map((p) => [p.id, p]));

function figures(pairs: readonly Pair[]): PairedFigures {
  const n = pairs.length;
  const table = pairedTable(
    pairs.map(([a]) => a.correct),
    pairs.map(([, b]) => b.correct),
  );
  const agreeing = pairs.filter(([a, b]) => a.prediction !== null && a.prediction === b.prediction).length;
  return {
    n,
    a: (table.both + table.aOnly) / n,
    b: (table.both + table.bOnly) / n,
    difference: (table.aOnly - table.bOnly) / n,
    ci95: newcombePaired(table),
    test: "mcnemar-exact",
    p_value: mcnemarExact(table.aOnly, table.bOnly),
    discordant: { a_only: table.aOnly, b_only: table.bOnly },
    agreement: agreeing / n,
  };
}

/** One slice a value of `key`, sorted by it; rows without a key are in none. */
function slices(by: Slice["by"], pairs: readonly Pair[], key: (pair: Pair) => string | undefined): Slice[] {
  const groups = new Map<string, Pair[]>();
  for (const p of pairs) {
    const value = key(p);
    if (value === undefined) continue;
    const group = groups.get(value);
    if (group) group.push(p);
    else groups.set(value, [p]);
  }
  return [...groups]
    .sort(([x], [y]) => x.localeCompare(y, "en", { numeric: true }))
    .map(([value, group]) => ({ by, value, ...figures(group) }));
}

function example(a: ClassificationPrediction, b: ClassificationPrediction, row?: ClassificationRow): Example {
  return {
    id: a.id,
    gold: a.gold,
    a: a.prediction,
    b: b.prediction,
    ...(row && { text_a: row.text_a }),
    ...(row?.text_b !== undefined && { text_b: row.text_b }),
  };
}
